package dev.flyball.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

final class CommitPaceTest {
    private static final long NOW_MS = 1_763_836_800_000L;

    private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    private final CommitPace pace = new CommitPace(context, Duration.ofMillis(200));

    private boolean isCommittedWhenItsTimeComes() {
        context.resetCommit();
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(NOW_MS);
        return context.committed();
    }

    @Test
    void whatHasJustHappenedIsCommittedOnce() {
        pace.note(NOW_MS - 1_000);

        assertThat(isCommittedWhenItsTimeComes()).isTrue();
        assertThat(isCommittedWhenItsTimeComes()).as("nothing has come since").isFalse();
    }

    @Test
    void aBacklogIsLeftToTheSlowerPaceUntilItIsWorkedOff() {
        pace.note(NOW_MS - 3_600_000);
        boolean behind = isCommittedWhenItsTimeComes();
        pace.note(NOW_MS - 100);

        assertThat(behind).isFalse();
        assertThat(isCommittedWhenItsTimeComes()).isTrue();
    }

    @Test
    void whatOthersWaitForIsCommittedAtOnceUnlessItIsOld() {
        context.setCurrentSystemTimeMs(NOW_MS);
        pace.note(NOW_MS - 3_600_000);
        pace.hurry();
        boolean behind = context.committed();
        pace.note(NOW_MS - 100);
        pace.hurry();

        assertThat(behind).isFalse();
        assertThat(context.committed()).isTrue();
    }

    @Test
    void theTimeIsKept() {
        assertThat(context.scheduledPunctuators().get(0).getInterval()).isEqualTo(Duration.ofMillis(200));
    }
}

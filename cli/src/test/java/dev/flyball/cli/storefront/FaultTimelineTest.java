package dev.flyball.cli.storefront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flyball.cli.storefront.FaultTimeline.Pace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultTimelineTest {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration NEVER = Duration.ofDays(1);

    private final List<String> happened = new CopyOnWriteArrayList<>();
    private FaultTimeline timeline;

    @AfterEach
    void close() {
        timeline.close();
    }

    @Test
    void faultsComeInTurnAndOverAgainEachRepairedBeforeTheNext() {
        start(new Pace(AT_ONCE, AT_ONCE));

        await().until(() -> happened.size() >= 8);

        assertThat(List.copyOf(happened).subList(0, 8))
                .containsExactly(
                        "BadDeploy",
                        "repaired",
                        "SlowDatabase",
                        "repaired",
                        "SlowPartner",
                        "repaired",
                        "BadDeploy",
                        "repaired");
    }

    @Test
    void aFaultLastsUntilItIsRepaired() {
        start(new Pace(AT_ONCE, NEVER));

        await().until(() -> !happened.isEmpty());

        assertThat(happened).containsExactly("BadDeploy");
    }

    private void start(Pace pace) {
        timeline = FaultTimeline.start(
                fault -> happened.add(fault.getClass().getSimpleName()),
                () -> happened.add("repaired"),
                pace,
                story -> {});
    }
}

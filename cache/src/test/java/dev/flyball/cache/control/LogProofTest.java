package dev.flyball.cache.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogProofTest {
    private static final long VALID = Duration.ofSeconds(3).toNanos();

    // A clock of this kind may well start below zero.
    private final AtomicLong now = new AtomicLong(-1_000);
    private final LogProof proof = new LogProof(Duration.ofNanos(VALID), now::get);

    @Test
    void withoutAProofNothingIsTrusted() {
        assertThat(proof.isLive()).isFalse();
        assertThat(proof.isRecovering()).isFalse();
        assertThat(proof.hasEverBeenLive()).isFalse();
    }

    @Test
    void aProofCountsForItsTime() {
        proof.reachedEndOf(now.get());

        now.addAndGet(VALID - 1);
        assertThat(proof.isLive()).isTrue();

        now.addAndGet(1);
        assertThat(proof.isLive()).isFalse();
        assertThat(proof.hasEverBeenLive()).isTrue();
    }

    @Test
    void theTimeOfAProofIsThatOfTheQuestion() {
        long asked = now.get();
        now.addAndGet(VALID);

        proof.reachedEndOf(asked);

        assertThat(proof.isLive()).isFalse();
    }

    @Test
    void whoIsBehindAnAnsweringLogRecovers() {
        proof.behindAt(now.get());
        assertThat(proof.isRecovering()).isTrue();

        proof.reachedEndOf(now.get());
        assertThat(proof.isRecovering()).isFalse();
        assertThat(proof.isLive()).isTrue();
    }

    @Test
    void whoIsLiveAndFallsBehindIsLiveUntilTheProofIsOver() {
        proof.reachedEndOf(now.get());
        now.addAndGet(VALID - 1);
        proof.behindAt(now.get());
        assertThat(proof.isLive()).isTrue();

        now.addAndGet(1);
        assertThat(proof.isRecovering()).isTrue();
    }
}

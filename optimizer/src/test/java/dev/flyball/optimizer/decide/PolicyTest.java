package dev.flyball.optimizer.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The policy's defaults, and what it refuses. */
class PolicyTest {
    @Test
    void nothingIsDoneByDefault() {
        assertThat(Policy.defaults().mode(new Invalidate())).isEqualTo(Mode.DRY_RUN);
        assertThat(Policy.defaults().cooldown()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aFaultNamesTheSettingAndTheValueAndTheRule() {
        assertThatThrownBy(() -> Policy.defaults().withCooldown(Duration.ofSeconds(-1)))
                .hasMessageContaining("cooldown must be from PT0S")
                .hasMessageContaining("PT-1S");
        assertThatThrownBy(() -> timed(30, 40, 120, 20)).hasMessageContaining("deadline must be from PT50S");
        assertThatThrownBy(() -> timed(5, 60, 59, 20)).hasMessageContaining("serveStaleFor must be from PT1M");
        assertThatThrownBy(() -> timed(5, 60, 120, 0)).hasMessageContaining("minSamples must be 1 or more: 0");
    }

    private static Policy timed(int settle, int deadline, int serveStaleFor, long minSamples) {
        return new Policy(
                Mode.AUTO,
                Map.of(),
                Set.of(),
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                Duration.ofSeconds(settle),
                Duration.ofSeconds(deadline),
                minSamples,
                Duration.ofSeconds(serveStaleFor));
    }
}

package dev.flyball.optimizer.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.optimizer.action.Staging;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The policy's defaults, and what it refuses. */
class PolicyTest {
    @Test
    void nothingIsDoneByDefault() {
        assertThat(Policy.defaults().mode(new Invalidate(false))).isEqualTo(Mode.DRY_RUN);
        assertThat(Policy.defaults().cooldown()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aFaultNamesTheSettingAndTheValueAndTheRule() {
        assertThatThrownBy(() -> Policy.defaults().withCooldown(Duration.ofSeconds(-1)))
                .hasMessageContaining("cooldown must be from PT0S")
                .hasMessageContaining("PT-1S");
        assertThatThrownBy(() -> Staging.DEFAULT.withMinSamples(0)).hasMessageContaining("minSamples must be from 1");
        assertThatThrownBy(() -> Staging.DEFAULT.withBaselineLooks(0)).hasMessageContaining("baselineLooks must be");
        assertThatThrownBy(() -> new Staging(List.of(500, 100), 20, 6, 18, 60_000))
                .hasMessageContaining("ascending")
                .hasMessageContaining("[500, 100]");
    }
}

package dev.flyball.processor.telemetry;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CloudWatchConfigTest {
    @Test
    void valuesThatCloudWatchWouldRefuseAreRefusedAtOnce() {
        assertRefused("namespace", "AWS/Flyball", Duration.ofMinutes(1), 500);
        assertRefused("namespace", "", Duration.ofMinutes(1), 500);
        assertRefused("step", "Flyball", Duration.ofSeconds(59), 500);
        assertRefused("batchSize", "Flyball", Duration.ofMinutes(1), 1_001);
        assertRefused("batchSize", "Flyball", Duration.ofMinutes(1), 0);
    }

    private static void assertRefused(String setting, String namespace, Duration step, int batchSize) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CloudWatchConfig(true, "eu-central-1", namespace, step, null, batchSize))
                .withMessageContaining("cloudwatch." + setting);
    }
}

package dev.flyball.processor.telemetry;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how the processor's own metrics go to CloudWatch. Each metric there costs money, each month.
 *
 * @param enabled whether anything is sent
 * @param region region of AWS; missing for what the environment of the process says
 * @param namespace the namespace in CloudWatch, 1 to 255 characters
 * @param step how often metrics are sent; a minute or more, as finer ones cost more
 * @param endpointOverride another address than that of AWS
 * @param batchSize metrics in one request, 1 to 1000
 */
public record CloudWatchConfig(
        boolean enabled,
        @Nullable String region,
        String namespace,
        Duration step,
        @Nullable URI endpointOverride,
        int batchSize) {
    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9._/#:-]{1,255}");

    /** Nothing is sent. */
    public static final CloudWatchConfig OFF =
            new CloudWatchConfig(false, null, "Flyball", Duration.ofMinutes(1), null, 500);

    /** @throws IllegalArgumentException if CloudWatch would refuse a value, or it would cost more than it tells */
    public CloudWatchConfig {
        require(
                NAMESPACE.matcher(namespace).matches() && !namespace.startsWith("AWS/"),
                "namespace must be 1 to 255 of A-Z a-z 0-9 . _ / # : - and not start with AWS/: '" + namespace + "'");
        require(
                step.compareTo(Duration.ofMinutes(1)) >= 0 && step.compareTo(Duration.ofHours(1)) <= 0,
                "step must be 1m to 1h: " + step);
        require(batchSize >= 1 && batchSize <= 1_000, "batchSize must be 1 to 1000: " + batchSize);
        require(region == null || !region.isBlank(), "region is blank: name one, or leave it out");
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException("cloudwatch." + fault);
        }
    }
}

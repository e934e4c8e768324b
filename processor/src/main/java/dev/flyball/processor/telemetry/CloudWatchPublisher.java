package dev.flyball.processor.telemetry;

import io.micrometer.cloudwatch2.CloudWatchMeterRegistry;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClientBuilder;

/** Sends meters to CloudWatch. The only class that knows the AWS SDK: it is loaded when CloudWatch is switched on. */
final class CloudWatchPublisher implements AutoCloseable {
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(4);

    /** What is worth its price besides our own meters. */
    private static final Set<String> OTHERS =
            Set.of("jvm.memory.used", "jvm.gc.pause", "jvm.threads.live", "process.cpu.usage");

    private final CloudWatchAsyncClient client;
    private final CloudWatchMeterRegistry registry;

    /** @throws IllegalArgumentException if neither the configuration nor the environment names a region */
    CloudWatchPublisher(CloudWatchConfig config, Clock clock) {
        client = client(config);
        registry = new CloudWatchMeterRegistry(settings(config), clock, client);
        registry.config().meterFilter(MeterFilter.denyUnless(CloudWatchPublisher::isWorthIt));
    }

    MeterRegistry registry() {
        return registry;
    }

    private static boolean isWorthIt(Meter.Id id) {
        return id.getName().startsWith("flyball.") || OTHERS.contains(id.getName());
    }

    private static CloudWatchAsyncClient client(CloudWatchConfig config) {
        CloudWatchAsyncClientBuilder builder = CloudWatchAsyncClient.builder()
                // Batches are sent one after another: one thread is enough.
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .eventLoopGroupBuilder(SdkEventLoopGroup.builder().numberOfThreads(1)))
                .overrideConfiguration(
                        calls -> calls.apiCallTimeout(CALL_TIMEOUT).apiCallAttemptTimeout(ATTEMPT_TIMEOUT));
        if (config.region() != null) {
            builder.region(Region.of(config.region()));
        }
        if (config.endpointOverride() != null) {
            builder.endpointOverride(config.endpointOverride());
        }
        try {
            return builder.build();
        } catch (SdkClientException e) {
            throw new IllegalArgumentException(
                    "cloudwatch.enabled is true, but cloudwatch.region is not usable: " + config.region()
                            + "; set it, or AWS_REGION",
                    e);
        }
    }

    private static io.micrometer.cloudwatch2.CloudWatchConfig settings(CloudWatchConfig config) {
        return new io.micrometer.cloudwatch2.CloudWatchConfig() {
            @Override
            public @Nullable String get(String key) {
                return null;
            }

            @Override
            public String namespace() {
                return config.namespace();
            }

            @Override
            public Duration step() {
                return config.step();
            }

            @Override
            public int batchSize() {
                return config.batchSize();
            }
        };
    }

    /** Sends what is left of the last step. */
    @Override
    public void close() {
        registry.close();
        client.close();
    }
}

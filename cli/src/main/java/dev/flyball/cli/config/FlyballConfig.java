package dev.flyball.cli.config;

import dev.flyball.optimizer.OptimizerConfig;
import dev.flyball.processor.ProcessorConfig;
import dev.flyball.processor.query.HttpConfig;
import dev.flyball.processor.telemetry.CloudWatchConfig;
import dev.flyball.schemas.topic.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The whole configuration, checked. */
public final class FlyballConfig {
    private final SortedMap<String, Value> values;

    private FlyballConfig(SortedMap<String, Value> values) {
        this.values = values;
    }

    /**
     * Reads the layers: defaults, then the file, then the environment's {@code FLYBALL_*}, then the assignments.
     *
     * @param file the file to read; null for FLYBALL_CONFIG, or else ./flyball.yaml if there is one
     * @param assignments {@code key=value}
     * @throws ConfigException if a key is unknown or a value is not what its setting wants; it names every one
     */
    public static FlyballConfig load(Surroundings surroundings, @Nullable Path file, List<String> assignments) {
        return new FlyballConfig(Layers.resolve(surroundings, file, assignments));
    }

    /** The properties of Kafka's clients. */
    public Map<String, String> kafka() {
        Map<String, String> kafka = new LinkedHashMap<>();
        values.tailMap(KafkaKeys.PREFIX).forEach((key, value) -> {
            if (key.startsWith(KafkaKeys.PREFIX)) {
                kafka.put(key.substring(KafkaKeys.PREFIX.length()), value.text());
            }
        });
        return kafka;
    }

    public URI redis() {
        return get(Settings.REDIS_URL);
    }

    public Topics topics() {
        return new Topics(get(Settings.TOPIC_PREFIX), get(Settings.TOPIC_PARTITIONS));
    }

    /** How the processor runs. */
    public ProcessorConfig processor() {
        return checked(
                "processor",
                () -> new ProcessorConfig(
                        topics(),
                        kafka(),
                        ProcessorSettings.streams(this),
                        ProcessorSettings.eventTime(this),
                        ProcessorSettings.monitor(this),
                        ProcessorSettings.cardinality(this),
                        http(),
                        cloudWatch()));
    }

    /** How the optimizer runs. */
    public OptimizerConfig optimizer() {
        return checked("optimizer", () -> OptimizerSettings.config(this));
    }

    private HttpConfig http() {
        String token = get(Settings.HTTP_TOKEN);
        return checked(
                "http",
                () -> new HttpConfig(get(Settings.HTTP_BIND), get(Settings.HTTP_PORT), token.isEmpty() ? null : token));
    }

    private CloudWatchConfig cloudWatch() {
        String region = get(Settings.CLOUDWATCH_REGION);
        String endpoint = get(Settings.CLOUDWATCH_ENDPOINT);
        return checked(
                "telemetry",
                () -> new CloudWatchConfig(
                        get(Settings.CLOUDWATCH),
                        region.isEmpty() ? null : region,
                        get(Settings.CLOUDWATCH_NAMESPACE),
                        get(Settings.CLOUDWATCH_STEP),
                        endpoint.isEmpty() ? null : URI.create(endpoint),
                        get(Settings.CLOUDWATCH_BATCH)));
    }

    /** What two settings together get wrong, the records that hold them know. */
    private static <T> T checked(String section, Supplier<T> record) {
        try {
            return record.get();
        } catch (IllegalArgumentException e) {
            throw new ConfigException("the settings under " + section + " do not go together: " + e.getMessage());
        }
    }

    /** Where a setting got its value from. */
    public Origin origin(String key) {
        return value(key).origin();
    }

    /** Every setting with its value and origin, ready to be shown: secrets are masked. */
    public List<Shown> shown() {
        return values.entrySet().stream()
                .map(entry -> new Shown(
                        entry.getKey(),
                        Secrets.shown(entry.getKey(), entry.getValue().text()),
                        entry.getValue().origin().toString()))
                .toList();
    }

    /** A setting as it may be shown. */
    public record Shown(String key, String value, String origin) {}

    <T> T get(Setting<T> setting) {
        return setting.read(value(setting.key()));
    }

    private Value value(String key) {
        Value value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no setting " + key);
        }
        return value;
    }
}

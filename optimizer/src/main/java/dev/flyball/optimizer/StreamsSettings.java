package dev.flyball.optimizer;

import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/** How Kafka Streams is set: what may be overridden, then what the user says, then what must not be otherwise. */
final class StreamsSettings {
    private static final int COMMIT_INTERVAL_MS = 200;

    private StreamsSettings() {}

    static Properties of(OptimizerConfig config) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.CLIENT_ID_CONFIG, config.applicationId());
        // A control record is visible to the caches when it is committed, so this is part of the reaction time.
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MS);
        settings.putAll(config.kafka());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.topics().prefix() + config.applicationId());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        settings.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, SkipUnreadable.class);
        settings.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailProcessingExceptionHandler.class);
        settings.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DefaultProductionExceptionHandler.class);
        return settings;
    }
}

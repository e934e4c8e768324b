package dev.flyball.processor;

import dev.flyball.processor.topology.PackRecords;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.processor.UsePartitionTimeOnInvalidTimestamp;

/** How the processor sets Kafka Streams up. */
public final class StreamsProperties {
    private static final long BACKLOG_COMMIT_MS = 2_000;

    private StreamsProperties() {}

    public static Properties of(ProcessorConfig config) {
        ProcessorConfig.Streams streams = config.streams();
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.topics().prefix() + streams.applicationId());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, streams.stateDir().toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, streams.threads());
        // Of a backlog. What is recent is committed more often: our processors ask for it.
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                Math.max(BACKLOG_COMMIT_MS, streams.commitInterval().toMillis()));
        properties.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                streams.exactlyOnce() ? StreamsConfig.EXACTLY_ONCE_V2 : StreamsConfig.AT_LEAST_ONCE);
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, streams.standbyReplicas());
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // Our processors hold their state themselves until the commit; Kafka Streams' record caches would only delay
        // it.
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        properties.put(
                StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, UsePartitionTimeOnInvalidTimestamp.class);
        // What cannot be processed is put aside, with headers that say why and where from, and the rest goes on.
        properties.put(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                config.topics().deadLetters().name());
        properties.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndContinueExceptionHandler.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, PoisonHandler.class);
        properties.put(
                StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DefaultProductionExceptionHandler.class);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // After a crash others take over when the session is over: 45 s, Kafka's default, is long for a watchman.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        // A consumer asks a broker again only when it has answered. While it waits for digests, which come with each
        // commit only, the samples would wait as well: so it waits shortly, and takes much at once.
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 20);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 4 << 20);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 8_000);
        // Of samples these are packs, of up to 256 KB each.
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 32);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 << 10);
        properties.putAll(config.kafka());
        // Without it no sample could be read, so it is not up to anybody else.
        PackRecords.configure(properties, config.topics().requestSamples().name());
        return properties;
    }

    /** With memory that all stores share, to be closed after the client. */
    static Properties of(ProcessorConfig config, RocksMemory memory) {
        Properties properties = of(config);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksSettings.class);
        properties.put(RocksMemory.PROPERTY, memory);
        if (!isStreamsProtocol(properties)) {
            properties.putIfAbsent(
                    ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                    InstanceId.of(config.streams().stateDir()));
        }
        return properties;
    }

    /** With that one, Kafka Streams finds a member that comes back by itself, and takes no name for it. */
    private static boolean isStreamsProtocol(Properties properties) {
        return GroupProtocol.STREAMS
                .name()
                .equalsIgnoreCase(properties.getProperty(StreamsConfig.GROUP_PROTOCOL_CONFIG));
    }
}

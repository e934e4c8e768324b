package dev.flyball.processor.topology;

import dev.flyball.processor.PoisonHandler;
import dev.flyball.processor.monitor.MonitorSettings;
import dev.flyball.processor.rules.RuleReceipt;
import dev.flyball.processor.telemetry.ProcessorMeters;
import dev.flyball.processor.windows.EventTime;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.json.SampleWriter;
import dev.flyball.schemas.topic.EventSerde;
import dev.flyball.schemas.topic.Topic;
import dev.flyball.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The processor's topology on the test driver, where each topic has one partition; it commits after each record. */
final class TopologyHarness implements AutoCloseable {
    static final Topics TOPICS = Topics.DEFAULT;

    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> samples;
    private final TestInputTopic<String, byte[]> rules;
    private final TestOutputTopic<String, EndpointMetrics> metrics;
    private final TestOutputTopic<String, Alert> alerts;
    private final TestOutputTopic<String, OptimizationRequest> requests;
    private final TestInputTopic<byte[], byte[]> digests;
    private final TestOutputTopic<byte[], byte[]> rejected;
    private final TestOutputTopic<byte[], byte[]> deadLetters;

    TopologyHarness(Path stateDir) {
        this(stateDir, settings());
    }

    static ProcessorTopology.Settings settings() {
        return ProcessorTopology.Settings.of(TOPICS, 1, 1, EventTime.DEFAULT, MonitorSettings.DEFAULT);
    }

    TopologyHarness(Path stateDir, ProcessorTopology.Settings settings) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, PoisonHandler.class);
        properties.put(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                TOPICS.deadLetters().name());
        driver = new TopologyTestDriver(
                new ProcessorTopology(settings, ProcessorMeters.NONE).build(), properties, Instant.EPOCH);
        samples = driver.createInputTopic(
                TOPICS.requestSamples().name(), new ByteArraySerializer(), (topic, value) -> Pack.ofOne(null, value));
        rules = driver.createInputTopic(TOPICS.rules().name(), new StringSerializer(), new ByteArraySerializer());
        metrics = output(TOPICS.endpointMetrics(), EndpointMetrics.class);
        alerts = output(TOPICS.alerts(), Alert.class);
        requests = output(TOPICS.optimizationRequests(), OptimizationRequest.class);
        digests =
                driver.createInputTopic(TOPICS.digests().name(), new ByteArraySerializer(), new ByteArraySerializer());
        deadLetters = driver.createOutputTopic(
                TOPICS.deadLetters().name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        rejected = driver.createOutputTopic(
                TOPICS.rejectedSamples().name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private <T> TestOutputTopic<String, T> output(Topic topic, Class<T> type) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(), new EventSerde<>(type).deserializer());
    }

    /** Publishes samples in one record, appended at that moment. */
    void publish(List<Sample> batch, long appendedMs) {
        raw(SampleWriter.write(batch), appendedMs);
    }

    void raw(String value, long appendedMs) {
        raw(value.getBytes(StandardCharsets.UTF_8), appendedMs);
    }

    void raw(byte[] value, long appendedMs) {
        samples.pipeInput(new TestRecord<>(null, value, Instant.ofEpochMilli(appendedMs)));
    }

    /** Puts something among the digests, which only the processor should. */
    void digest(byte[] key, byte[] value) {
        digests.pipeInput(key, value);
    }

    void tell(Rule rule) {
        rules.pipeInput(rule.name(), EventJson.write(rule));
    }

    void tell(String name, byte[] json) {
        rules.pipeInput(name, json);
    }

    /** Why records about rules were kept out, by name. */
    Map<String, String> refusedRules() {
        KeyValueStore<String, RuleReceipt> receipts = driver.getKeyValueStore(ProcessorTopology.RULES_RECEIVED);
        Map<String, String> refused = new TreeMap<>();
        try (KeyValueIterator<String, RuleReceipt> all = receipts.all()) {
            all.forEachRemaining(entry -> {
                if (entry.value.isRefused()) {
                    refused.put(entry.key, entry.value.refused());
                }
            });
        }
        return refused;
    }

    /** A record without a value: the time goes on. */
    void tick(long appendedMs) {
        samples.pipeInput(new TestRecord<>(null, null, Instant.ofEpochMilli(appendedMs)));
    }

    /** One record a second, from one moment to another. */
    void run(Traffic traffic, long fromMs, long toMs) {
        for (long at = fromMs; at < toMs; at += 1_000) {
            publish(traffic.second(at), at + 1_000);
        }
    }

    List<EndpointMetrics> metrics() {
        return metrics.readValuesToList();
    }

    List<Alert> alerts() {
        return alerts.readValuesToList();
    }

    List<OptimizationRequest> requests() {
        return requests.readValuesToList();
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return deadLetters.readRecordsToList();
    }

    List<TestRecord<byte[], byte[]>> rejected() {
        return rejected.readRecordsToList();
    }

    KeyValueStore<byte[], byte[]> windowBundles() {
        return driver.getKeyValueStore(ProcessorTopology.WINDOWS);
    }

    KeyValueStore<String, byte[]> latestWindows() {
        return driver.getKeyValueStore(ProcessorTopology.LATEST);
    }

    @Override
    public void close() {
        driver.close();
    }
}

package dev.flyball.processor.topology;

import dev.flyball.processor.combine.Cardinality;
import dev.flyball.processor.combine.FoldedBoard;
import dev.flyball.processor.monitor.MonitorSettings;
import dev.flyball.processor.rules.OpenAlert;
import dev.flyball.processor.rules.RuleBook;
import dev.flyball.processor.rules.RuleReceipt;
import dev.flyball.processor.telemetry.ProcessorMeters;
import dev.flyball.processor.windows.EventTime;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.SampleLimits;
import dev.flyball.schemas.topic.EventSerde;
import dev.flyball.schemas.topic.Topic;
import dev.flyball.schemas.topic.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * The processor as a topology, a pure function of its settings. Stage 1 sums samples up per input partition, whatever
 * their keys; stage 2 merges the sums by endpoint, closes windows and decides rules; changes of the rules
 * are put among the sums; the results of the optimizer are remembered for queries.
 *
 * <pre>
 * request-samples ─ combine ─┬─ digests ─ monitor ─┬─ endpoint-metrics
 *                            └─ rejected-samples   ├─ alerts
 *                                                  └─ optimization-requests
 * rules ─ tell ─ digests
 * optimization-results ─ remember
 * </pre>
 */
public final class ProcessorTopology {
    /** Names of the stores that queries read. */
    public static final String WINDOWS = "window-bundles";

    /** The newest window of each endpoint. */
    public static final String LATEST = "latest-windows";

    public static final String ALERTS = "alerts";
    public static final String RESULTS = "results";
    public static final String CLOCK = "clock";
    public static final String RULES = "rules-told";
    /** What became of the newest record about each rule, by name. */
    public static final String RULES_RECEIVED = "rules-received";

    /** Key of the clock store under which the monitor's own time stands; input partitions have the keys from 0 on. */
    public static final int EVALUATED = -1;

    static final String COMBINE_DRAIN = "combine-drain";
    static final String MONITOR_DRAIN = "monitor-drain";
    static final String REACHED = "reached";
    static final String ADMITTED = "admitted";
    /** What changed lately of all endpoints: blocks of their panes, and what else is known of them. */
    public static final String JOURNAL = "journal";
    /** What is known of endpoints of which nothing changed lately. */
    public static final String QUIET = "quiet-endpoints";

    static final String TO_DIGESTS = "to-digests";
    static final String TO_REJECTED = "to-rejected-samples";
    static final String TO_METRICS = "to-endpoint-metrics";
    static final String TO_ALERTS = "to-alerts";
    static final String TO_REQUESTS = "to-optimization-requests";

    /**
     * Most records live for seconds or minutes. So that a restore does not read the graves of a day: compact early, and
     * keep the marks of deletion no longer than a restore takes.
     */
    private static final Map<String, String> SHORT_LIVED = Map.of(
            "segment.bytes", "16777216",
            "segment.ms", "600000",
            "min.cleanable.dirty.ratio", "0.1",
            "delete.retention.ms", "300000");

    /**
     * What the topology depends on.
     *
     * @param topics where it reads and writes
     * @param inputPartitions number of partitions of {@code request-samples}
     * @param digestPartitions number of partitions of {@code digests}
     * @param limits what a sample may hold
     * @param rejectedBytes how much of a rejected object is kept
     * @param time how event time is followed
     * @param monitor how endpoints are watched
     * @param cardinality how many endpoints are told apart
     * @param commitEvery how often what is recent is committed; what lies further back, as often as Kafka Streams is told to
     */
    public record Settings(
            Topics topics,
            int inputPartitions,
            int digestPartitions,
            SampleLimits limits,
            int rejectedBytes,
            EventTime time,
            MonitorSettings monitor,
            Cardinality cardinality,
            Duration commitEvery) {
        public Settings {
            if (inputPartitions < 1) {
                throw new IllegalArgumentException("inputPartitions must be 1 or more: " + inputPartitions);
            }
            if (digestPartitions < 1) {
                throw new IllegalArgumentException("digestPartitions must be 1 or more: " + digestPartitions);
            }
            if (rejectedBytes < 1) {
                throw new IllegalArgumentException("rejectedBytes must be 1 or more: " + rejectedBytes);
            }
        }

        /** With the default limits. */
        public static Settings of(
                Topics topics, int inputPartitions, int digestPartitions, EventTime time, MonitorSettings monitor) {
            return new Settings(
                    topics,
                    inputPartitions,
                    digestPartitions,
                    SampleLimits.DEFAULT,
                    512 * 1024,
                    time,
                    monitor,
                    Cardinality.DEFAULT,
                    Duration.ofMillis(200));
        }

        public Settings withCardinality(Cardinality cardinality) {
            return new Settings(
                    topics,
                    inputPartitions,
                    digestPartitions,
                    limits,
                    rejectedBytes,
                    time,
                    monitor,
                    cardinality,
                    commitEvery);
        }

        public Settings withCommitEvery(Duration commitEvery) {
            return new Settings(
                    topics,
                    inputPartitions,
                    digestPartitions,
                    limits,
                    rejectedBytes,
                    time,
                    monitor,
                    cardinality,
                    commitEvery);
        }
    }

    private final Settings settings;
    private final ProcessorMeters meters;
    private final FoldedBoard board;

    public ProcessorTopology(Settings settings, ProcessorMeters meters) {
        this(settings, meters, new FoldedBoard());
    }

    /** @param board where it is shown which services have more names than there are places */
    public ProcessorTopology(Settings settings, ProcessorMeters meters, FoldedBoard board) {
        this.settings = settings;
        this.meters = meters;
        this.board = board;
    }

    public Topology build() {
        // Internal topics must not change their names with the shape of the topology.
        Topology topology = new Topology(new TopologyConfig(new StreamsConfig(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                "unused",
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                "unused:9",
                StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
                true))));
        addCombine(topology);
        addMonitor(topology);
        addRules(topology);
        addResults(topology);
        return topology;
    }

    private void addCombine(Topology topology) {
        topology.addSource(
                AutoOffsetReset.earliest(),
                "request-samples",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                settings.topics().requestSamples().name());
        topology.addProcessor(
                "combine",
                (ProcessorSupplier<byte[], byte[], byte[], byte[]>) () -> new CombineProcessor(settings, meters, board),
                "request-samples");
        topology.addStateStore(DrainStore.builder(COMBINE_DRAIN), "combine");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(REACHED), Serdes.Integer(), Serdes.Long())
                        .withCachingDisabled(),
                "combine");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(ADMITTED), Serdes.String(), Serdes.Long())
                        .withCachingDisabled(),
                "combine");
        topology.addSink(
                TO_DIGESTS,
                settings.topics().digests().name(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                new DigestKeys(settings.digestPartitions()),
                "combine");
        topology.addSink(
                TO_REJECTED,
                settings.topics().rejectedSamples().name(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                "combine");
    }

    private void addMonitor(Topology topology) {
        topology.addSource(
                AutoOffsetReset.earliest(),
                "digests",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                settings.topics().digests().name());
        topology.addProcessor(
                "monitor",
                (ProcessorSupplier<byte[], byte[], String, Object>) () -> new MonitorProcessor(settings, meters),
                "digests");
        topology.addStateStore(DrainStore.builder(MONITOR_DRAIN), "monitor");
        addMonitorStores(topology);
        addSink(topology, TO_METRICS, settings.topics().endpointMetrics(), new EventSerde<>(EndpointMetrics.class));
        addSink(topology, TO_ALERTS, settings.topics().alerts(), new EventSerde<>(Alert.class));
        addSink(
                topology,
                TO_REQUESTS,
                settings.topics().optimizationRequests(),
                new EventSerde<>(OptimizationRequest.class));
    }

    private void addMonitorStores(Topology topology) {
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(JOURNAL), Serdes.ByteArray(), Serdes.ByteArray())
                        .withCachingDisabled()
                        .withLoggingEnabled(SHORT_LIVED),
                "monitor");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(QUIET), Serdes.String(), Serdes.ByteArray())
                        .withCachingDisabled()
                        .withLoggingEnabled(SHORT_LIVED),
                "monitor");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(WINDOWS), Serdes.ByteArray(), Serdes.ByteArray())
                        .withCachingDisabled()
                        .withLoggingEnabled(
                                WindowHistory.changelog(settings.time().history())),
                "monitor");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(LATEST), Serdes.String(), Serdes.ByteArray())
                        .withCachingDisabled()
                        .withLoggingDisabled(),
                "monitor");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(ALERTS),
                                Serdes.String(),
                                new EventSerde<>(OpenAlert.class))
                        .withCachingDisabled(),
                "monitor");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(RULES),
                                Serdes.String(),
                                new EventSerde<>(RuleBook.Versions.class))
                        .withCachingDisabled(),
                "monitor");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(CLOCK), Serdes.Integer(), Serdes.Long())
                        .withCachingDisabled(),
                "monitor");
    }

    private void addRules(Topology topology) {
        topology.addSource(
                AutoOffsetReset.earliest(),
                "rules",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                settings.topics().rules().name());
        topology.addProcessor(
                "tell", (ProcessorSupplier<byte[], byte[], byte[], byte[]>) () -> new TellRules(meters), "rules");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(RULES_RECEIVED),
                                Serdes.String(),
                                new EventSerde<>(RuleReceipt.class))
                        .withCachingDisabled(),
                "tell");
        topology.addSink(
                "rules-to-digests",
                settings.topics().digests().name(),
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                new DigestKeys(settings.digestPartitions()),
                "tell");
    }

    private static <T> void addSink(Topology topology, String name, Topic topic, Serde<T> events) {
        topology.addSink(name, topic.name(), new StringSerializer(), events.serializer(), "monitor");
    }

    private void addResults(Topology topology) {
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(RESULTS),
                                Serdes.String(),
                                new EventSerde<>(OptimizationResult.class))
                        .withLoggingDisabled(),
                "optimization-results",
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                settings.topics().optimizationResults().name(),
                "remember",
                () -> new RememberResults(settings.time().history(), meters));
    }
}

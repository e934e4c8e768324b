package dev.flyball.processor;

import dev.flyball.processor.combine.Folded;
import dev.flyball.processor.combine.FoldedBoard;
import dev.flyball.processor.monitor.Monitor;
import dev.flyball.processor.monitor.PublishedWindow;
import dev.flyball.processor.query.Health;
import dev.flyball.processor.query.PerformanceView;
import dev.flyball.processor.query.StoresUnavailableException;
import dev.flyball.processor.rules.Explanation;
import dev.flyball.processor.rules.OpenAlert;
import dev.flyball.processor.rules.RuleBook;
import dev.flyball.processor.rules.RuleReceipt;
import dev.flyball.processor.rules.RuleSet;
import dev.flyball.processor.telemetry.ProcessorState;
import dev.flyball.processor.topology.BlockKey;
import dev.flyball.processor.topology.ProcessorTopology;
import dev.flyball.processor.topology.WindowHistory;
import dev.flyball.processor.windows.Panes;
import dev.flyball.processor.windows.Retention;
import dev.flyball.processor.windows.Windows;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads the state stores of this instance for queries and gauges. */
final class StoreView implements PerformanceView, ProcessorState {
    private final KafkaStreams streams;
    private final RuleSet configured;
    private final FoldedBoard board;
    private final Restoration restoration;

    StoreView(KafkaStreams streams, RuleSet configured, FoldedBoard board, Restoration restoration) {
        this.streams = streams;
        this.configured = configured;
        this.board = board;
        this.restoration = restoration;
    }

    @Override
    public List<EndpointMetrics> metrics(Endpoint endpoint, long fromMs, long toMs) {
        return read(
                ProcessorTopology.WINDOWS,
                QueryableStoreTypes.<byte[], byte[]>keyValueStore(),
                bundles -> WindowHistory.between(endpoint, fromMs, toMs, bundles).stream()
                        .map(PublishedWindow::toMetrics)
                        .toList());
    }

    @Override
    public List<EndpointMetrics> latest() {
        return read(
                ProcessorTopology.LATEST,
                QueryableStoreTypes.<String, byte[]>keyValueStore(),
                newest -> WindowHistory.newest(newest).stream()
                        .map(window -> window.toMetrics().withoutSketches())
                        .toList());
    }

    @Override
    public List<Endpoint> measured() {
        return read(
                ProcessorTopology.LATEST,
                QueryableStoreTypes.<String, byte[]>keyValueStore(),
                WindowHistory::endpoints);
    }

    @Override
    public List<Alert> alerts() {
        List<OpenAlert> all = all(ProcessorTopology.ALERTS);
        return newestFirst(all.stream().map(OpenAlert::alert).toList(), Alert::startedAt);
    }

    @Override
    public List<OptimizationResult> optimizations() {
        return newestFirst(all(ProcessorTopology.RESULTS), OptimizationResult::timestamp);
    }

    @Override
    public List<Folded> folded() {
        return board.all();
    }

    @Override
    public RuleSet rules() {
        RuleBook book = new RuleBook(configured);
        List<RuleBook.Versions> told = all(ProcessorTopology.RULES);
        told.forEach(book::restore);
        return book.at(clock().orElse(Long.MIN_VALUE));
    }

    @Override
    public List<RuleReceipt> refusedRules() {
        List<RuleReceipt> all = all(ProcessorTopology.RULES_RECEIVED);
        return all.stream().filter(RuleReceipt::isRefused).toList();
    }

    @Override
    public List<Explanation> explain(Endpoint endpoint) {
        RuleSet rules = rules();
        List<Long> reach = rules.of(endpoint).stream()
                .flatMap(watch -> watch.condition().windowsMs().stream())
                .toList();
        return Explanation.of(rules, endpoint, windows(endpoint, reach, clock().orElse(0)), learned(endpoint));
    }

    private Map<String, byte[]> learned(Endpoint endpoint) {
        return read(ProcessorTopology.ENDPOINTS, QueryableStoreTypes.<String, byte[]>keyValueStore(), endpoints -> {
            byte[] saved = endpoints.get(endpoint.key());
            return saved == null ? Map.of() : Monitor.learned(saved);
        });
    }

    private Windows windows(Endpoint endpoint, List<Long> reach, long boundaryMs) {
        Panes panes = new Panes(Retention.of(reach, 0));
        byte[] prefix = endpoint.key().getBytes(StandardCharsets.UTF_8);
        return read(ProcessorTopology.BLOCKS, QueryableStoreTypes.<byte[], byte[]>keyValueStore(), store -> {
            try (KeyValueIterator<byte[], byte[]> blocks = store.prefixScan(prefix, new ByteArraySerializer())) {
                blocks.forEachRemaining(entry -> {
                    BlockKey key = BlockKey.ofBytes(entry.key);
                    // The name of another endpoint may begin in the same way.
                    if (key.endpoint().equals(endpoint)) {
                        panes.restore(key.level(), key.startMs(), entry.value);
                    }
                });
            }
            panes.restored(boundaryMs);
            return panes.upTo(boundaryMs);
        });
    }

    /** Of several partitions, the one that is furthest behind. */
    @Override
    public OptionalLong clock() {
        return read(ProcessorTopology.CLOCK, QueryableStoreTypes.<Integer, Long>keyValueStore(), clock -> {
            OptionalLong slowest = OptionalLong.empty();
            try (KeyValueIterator<Integer, Long> all =
                    clock.range(ProcessorTopology.EVALUATED, ProcessorTopology.EVALUATED)) {
                while (all.hasNext()) {
                    slowest = OptionalLong.of(Math.min(slowest.orElse(Long.MAX_VALUE), all.next().value));
                }
            }
            return slowest;
        });
    }

    @Override
    public Health health() {
        KafkaStreams.State state = streams.state();
        return new Health(
                !state.hasCompletedShutdown() && state != KafkaStreams.State.PENDING_ERROR,
                state == KafkaStreams.State.RUNNING,
                Map.of("streams", described(state, restoration.percent())));
    }

    static String described(KafkaStreams.State state, OptionalInt restored) {
        return state == KafkaStreams.State.REBALANCING && restored.isPresent()
                ? "restoring " + restored.getAsInt() + " %"
                : state.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public OptionalInt restoredPercent() {
        return restoration.percent();
    }

    @Override
    public OptionalLong endpoints() {
        return known(() -> read(
                ProcessorTopology.LATEST,
                QueryableStoreTypes.<String, byte[]>keyValueStore(),
                // Of a store in the heap it is the exact number.
                ReadOnlyKeyValueStore::approximateNumEntries));
    }

    @Override
    public OptionalLong openAlerts() {
        return known(() -> alerts().stream()
                .filter(alert -> alert.state() != AlertState.RESOLVED)
                .count());
    }

    private static OptionalLong known(LongSupplier number) {
        try {
            return OptionalLong.of(number.getAsLong());
        } catch (StoresUnavailableException e) {
            return OptionalLong.empty();
        }
    }

    private static <T> List<T> newestFirst(List<T> events, ToLongFunction<T> time) {
        return events.stream().sorted(Comparator.comparingLong(time).reversed()).toList();
    }

    private <T> List<T> all(String name) {
        return read(name, QueryableStoreTypes.<String, T>keyValueStore(), store -> {
            List<T> found = new ArrayList<>();
            try (KeyValueIterator<String, T> all = store.all()) {
                all.forEachRemaining(entry -> found.add(entry.value));
            }
            return found;
        });
    }

    /** A store may move away between asking for it and reading it, so both are guarded. */
    private <S, R> R read(String name, QueryableStoreType<S> type, Function<S, R> reading) {
        try {
            return reading.apply(streams.store(StoreQueryParameters.fromNameAndType(name, type)));
        } catch (InvalidStateStoreException e) {
            throw new StoresUnavailableException("the processor is " + streams.state() + "; try again soon", e);
        }
    }
}

package dev.flyball.processor;

import dev.flyball.processor.combine.Folded;
import dev.flyball.processor.combine.FoldedBoard;
import dev.flyball.processor.monitor.Monitor;
import dev.flyball.processor.monitor.MonitorSettings;
import dev.flyball.processor.monitor.PublishedWindow;
import dev.flyball.processor.query.Health;
import dev.flyball.processor.query.PerformanceView;
import dev.flyball.processor.query.StoresUnavailableException;
import dev.flyball.processor.rules.Explanation;
import dev.flyball.processor.rules.OpenAlert;
import dev.flyball.processor.rules.RuleBook;
import dev.flyball.processor.rules.RuleReceipt;
import dev.flyball.processor.rules.RuleSet;
import dev.flyball.processor.rules.Watch;
import dev.flyball.processor.telemetry.ProcessorState;
import dev.flyball.processor.topology.EndpointJournal;
import dev.flyball.processor.topology.ProcessorTopology;
import dev.flyball.processor.topology.WindowHistory;
import dev.flyball.processor.windows.Panes;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationResult;
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
    private final MonitorSettings settings;
    private final FoldedBoard board;
    private final Restoration restoration;

    StoreView(KafkaStreams streams, MonitorSettings settings, FoldedBoard board, Restoration restoration) {
        this.streams = streams;
        this.settings = settings;
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
        RuleBook book = new RuleBook(settings.rules());
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
        long boundaryMs = clock().orElse(0);
        Panes panes = new Panes(settings.retention(rules.of(endpoint).stream().map(Watch::condition)));
        Map<String, byte[]> learned = Map.of();
        byte[] state = state(endpoint);
        if (state.length > 0) {
            learned = Monitor.learned(state, panes);
            readJournal(endpoint, journal -> journal.restore(panes));
        }
        panes.restored(boundaryMs);
        return Explanation.of(rules, endpoint, panes.upTo(boundaryMs), learned);
    }

    /** What is known of an endpoint; nothing if it is none. */
    private byte[] state(Endpoint endpoint) {
        return readJournal(endpoint, EndpointJournal::state)
                .orElseGet(() ->
                        read(ProcessorTopology.QUIET, QueryableStoreTypes.<String, byte[]>keyValueStore(), quiet -> {
                            byte[] state = quiet.get(endpoint.key());
                            return state == null ? new byte[0] : state;
                        }));
    }

    private <R> R readJournal(Endpoint endpoint, Function<EndpointJournal, R> reading) {
        return read(
                ProcessorTopology.JOURNAL,
                QueryableStoreTypes.<byte[], byte[]>keyValueStore(),
                journal -> reading.apply(new EndpointJournal(journal, endpoint)));
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

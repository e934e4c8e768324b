package dev.flyball.cli.demo;

import dev.flyball.cli.demo.Moment.Mark;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.ArmMetrics;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OptimizationResult.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is known at the moment: each endpoint's last window and state, the timeline, the incident that is on. */
final class Board implements Observer {
    private final LongSupplier nanoTime;
    private final long begunNanos;
    private final Consumer<Moment> listener;

    private final Map<Endpoint, EndpointMetrics> metrics = new TreeMap<>();
    private final Map<String, Alert> firing = new TreeMap<>();
    private final Map<String, OptimizationResult> running = new TreeMap<>();
    private final List<Moment> timeline = new ArrayList<>();
    private final Story story = new Story();
    private @Nullable Incident incident;

    /**
     * @param begunNanos when the demo began, by the same clock
     * @param listener told of every line of the timeline
     */
    Board(LongSupplier nanoTime, long begunNanos, Consumer<Moment> listener) {
        this.nanoTime = nanoTime;
        this.begunNanos = begunNanos;
        this.listener = listener;
    }

    /**
     * A line of the table.
     *
     * @param metrics of the last window
     * @param alerts rules that fire
     * @param action what is being done, if anything
     */
    record Row(EndpointMetrics metrics, List<String> alerts, Optional<OptimizationResult> action) {
        boolean troubled() {
            return !alerts.isEmpty();
        }

        /** The arms that the action has in the last window, treated keys first. */
        List<ArmMetrics> arms() {
            return action.stream()
                    .flatMap(running ->
                            metrics.arms().stream().filter(arm -> arm.action().startsWith(running.id() + ".")))
                    .sorted(Comparator.comparing(ArmMetrics::action).reversed().thenComparing(ArmMetrics::arm))
                    .limit(2)
                    .toList();
        }
    }

    @Override
    public synchronized void on(EndpointMetrics seen) {
        EndpointMetrics known = metrics.get(seen.endpointOf());
        if (known == null || known.windowStart() <= seen.windowStart()) {
            metrics.put(seen.endpointOf(), seen);
            current().ifPresent(now -> now.on(seen));
            story.of(row(seen)).ifPresent(told -> note(told.mark(), told.text()));
        }
    }

    @Override
    public synchronized void on(Alert seen) {
        if (seen.state() == AlertState.FIRING) {
            firing.put(seen.key(), seen);
        } else {
            firing.remove(seen.key());
        }
        current().ifPresent(now -> now.on(seen));
        story.of(seen).ifPresent(told -> note(told.mark(), told.text()));
    }

    @Override
    public synchronized void on(OptimizationRequest seen) {
        story.of(seen).ifPresent(told -> note(told.mark(), told.text()));
    }

    @Override
    public synchronized void on(OptimizationResult seen) {
        if (seen.phase() == Phase.STARTED || seen.phase() == Phase.STAGED) {
            running.put(seen.id(), seen);
        } else {
            running.remove(seen.id());
        }
        current().ifPresent(now -> now.on(seen));
        story.of(seen).ifPresent(told -> note(told.mark(), told.text()));
    }

    synchronized void begin(Incident next) {
        incident = next;
    }

    /** Whether the incident that is on has been healed. */
    synchronized boolean healed() {
        return current().map(Incident::healed).orElse(false);
    }

    /** Whether the optimizer has decided about the incident that is on, in the way that is right. */
    synchronized boolean decided() {
        return current().map(Incident::decided).orElse(false);
    }

    /** Whether an endpoint's first window is over. */
    synchronized boolean knowsEndpoints() {
        return !metrics.isEmpty();
    }

    /** Whether no alert fires and nothing is being done. */
    synchronized boolean isCalm() {
        return firing.isEmpty() && running.isEmpty();
    }

    synchronized List<String> missing() {
        return current().map(Incident::missing).orElse(List.of());
    }

    synchronized void note(Mark mark, String text) {
        Moment moment = new Moment(elapsed(), mark, text);
        timeline.add(moment);
        listener.accept(moment);
    }

    Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - begunNanos);
    }

    /** The endpoints, those in trouble first. */
    synchronized List<Row> rows() {
        return metrics.values().stream()
                .map(this::row)
                .sorted(Comparator.comparing(row -> !row.troubled()))
                .toList();
    }

    /** The last lines of the timeline, the oldest first. */
    synchronized List<Moment> timeline(int most) {
        return List.copyOf(timeline.subList(Math.max(0, timeline.size() - most), timeline.size()));
    }

    private Row row(EndpointMetrics last) {
        Endpoint endpoint = last.endpointOf();
        return new Row(
                last,
                firing.values().stream()
                        .filter(alert -> alert.endpointOf().equals(endpoint))
                        .map(Alert::rule)
                        .toList(),
                running.values().stream()
                        .filter(result -> result.endpointOf().equals(endpoint))
                        .findFirst());
    }

    private Optional<Incident> current() {
        return Optional.ofNullable(incident);
    }
}

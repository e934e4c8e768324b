package dev.flyball.processor.telemetry;

import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.Rejection;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Processor meters in a registry. Each counter exists from the start, so that its first increase is seen as one. */
final class MeteredProcessor implements ProcessorMeters {
    /** Services that get a label: the name comes over the wire, so those that are the first to go too far do. */
    private static final int FOLDED_SERVICES = 20;

    private static final String OTHER = "_other";

    private final MeterRegistry registry;
    private final Counter accepted;
    private final Map<Rejection.Reason, Counter> rejected;
    private final Counter rulesRefused;
    private final Counter late;
    private final Counter published;
    private final Map<AlertState, Counter> transitions;
    private final Counter requests;
    private final Timer drains;
    private final Map<String, Counter> folded = new ConcurrentHashMap<>();
    private final Recommendations recommendations;

    MeteredProcessor(MeterRegistry registry, InstantSource wallClock) {
        this.registry = registry;
        recommendations = new Recommendations(registry, wallClock);
        accepted = counter("flyball.samples", "Samples accepted");
        rejected = counters(
                Rejection.Reason.class,
                "flyball.samples.rejected",
                "Input not accepted",
                "reason",
                Rejection.Reason::label);
        rulesRefused = counter("flyball.rules.refused", "Records on the rules topic that were no rules");
        late = counter("flyball.samples.late", "Samples that came after their window was published");
        published = counter("flyball.windows.published", "Windows published, corrected ones included");
        transitions = counters(
                AlertState.class,
                "flyball.alerts.transitions",
                "Alerts that went into a state",
                "state",
                state -> state.name().toLowerCase(Locale.ROOT));
        requests = counter("flyball.optimization.requests", "Requests to the optimizer");
        folded(OTHER, 0);
        drains = Timer.builder("flyball.drain")
                .description("Time to hand on the panes of one commit")
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private <E extends Enum<E>> Map<E, Counter> counters(
            Class<E> type, String name, String description, String tag, Function<E, String> label) {
        Map<E, Counter> counters = new EnumMap<>(type);
        for (E value : type.getEnumConstants()) {
            counters.put(
                    value,
                    Counter.builder(name)
                            .description(description)
                            .tag(tag, label.apply(value))
                            .register(registry));
        }
        return counters;
    }

    /** Reads these numbers whenever metrics are asked for. */
    void observe(ProcessorState state, InstantSource wallClock) {
        gauge("flyball.endpoints", "Endpoints watched", state, now -> number(now.endpoints()));
        gauge("flyball.alerts.open", "Alerts pending or firing", state, now -> number(now.openAlerts()));
        gauge(
                "flyball.restored.percent",
                "How far the stores are restored",
                state,
                now -> now.restoredPercent().orElse(100));
        Gauge.builder("flyball.clock.lag", state, now -> lagSeconds(now.clock(), wallClock))
                .description("How far closed windows are behind the wall clock")
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
    }

    private void gauge(String name, String description, ProcessorState state, ToDoubleFunction<ProcessorState> value) {
        Gauge.builder(name, state, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    private static double lagSeconds(OptionalLong clock, InstantSource wallClock) {
        return clock.isEmpty() ? Double.NaN : (wallClock.millis() - clock.getAsLong()) / 1_000.0;
    }

    private static double number(OptionalLong value) {
        return value.isEmpty() ? Double.NaN : value.getAsLong();
    }

    @Override
    public void accepted(long samples) {
        accepted.increment(samples);
    }

    @Override
    public void rejected(Rejection.Reason reason) {
        count(rejected, reason);
    }

    @Override
    public void ruleRefused() {
        rulesRefused.increment();
    }

    @Override
    public void late(long samples) {
        late.increment(samples);
    }

    @Override
    public void published(long windows) {
        published.increment(windows);
    }

    @Override
    public void alertBecame(AlertState state) {
        count(transitions, state);
    }

    @Override
    public void optimizationRequested() {
        requests.increment();
    }

    @Override
    public void folded(String service, long samples) {
        String label = folded.containsKey(service) || folded.size() < FOLDED_SERVICES ? service : OTHER;
        folded.computeIfAbsent(label, this::foldedOf).increment(samples);
    }

    private Counter foldedOf(String service) {
        return Counter.builder("flyball.endpoints.folded")
                .description("Samples counted as _other, since their service has too many names")
                .tag("service", service)
                .register(registry);
    }

    @Override
    public void recommended(String service, int instances, long at) {
        recommendations.add(service, instances, at);
    }

    @Override
    public void drained(Duration took) {
        drains.record(took);
    }

    private static <E extends Enum<E>> void count(Map<E, Counter> counters, E value) {
        Counter counter = counters.get(value);
        if (counter != null) {
            counter.increment();
        }
    }
}

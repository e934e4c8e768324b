package dev.flyball.benchmarks.optimizer;

import dev.flyball.optimizer.action.Action;
import dev.flyball.optimizer.action.Finished;
import dev.flyball.optimizer.action.NamespaceControl;
import dev.flyball.optimizer.action.Progress;
import dev.flyball.optimizer.action.Running;
import dev.flyball.optimizer.action.Staging;
import dev.flyball.optimizer.action.Treatment;
import dev.flyball.optimizer.verify.Comparison;
import dev.flyball.optimizer.verify.Objective;
import dev.flyball.schemas.Arm;
import dev.flyball.schemas.ArmMetrics;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.MeasuredEffect;
import dev.flyball.schemas.Performance;
import dev.flyball.schemas.ResponseTime;
import dev.flyball.schemas.Verdict;
import dev.flyball.schemas.sketch.LatencySketch;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/** An endpoint in a bad moment, and an action on it, window by window through the whole course of an action. */
final class SimulatedIncident {
    private static final long T0 = 1_763_836_800_000L;
    private static final int WINDOW_SECONDS = 10;
    private static final double REQUEST_SCATTER = 0.7;
    private static final double USUAL_LOG_MICROS = Math.log(40_000);

    private final RandomGenerator random;
    private final double requestsPerSecond;
    private final Treated treated;
    private final Keys keys;
    private final Noise.State noise;

    private Progress progress;
    private int mostPermille;
    private int looks;
    private boolean proven;
    private int mostUnprovenPermille;
    private long requests;
    private long unprovenRequests;
    private double logAtFirst;
    private double logsLater;

    SimulatedIncident(long seed, double requestsPerSecond, Noise noise, Objective objective, Treated treated) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.requestsPerSecond = requestsPerSecond;
        this.treated = treated;
        this.keys = new Keys(random);
        this.noise = noise.new State(random);
        this.progress = action("a-" + seed, objective).begin();
    }

    /** Until there is a verdict, or so much event time is over. */
    SimulatedIncident run(int seconds) {
        for (int second = 0; second < seconds && progress instanceof Running running; second += WINDOW_SECONDS) {
            noise.wander();
            progress = running.on(window(running, second), T0 + second * 1000L);
            looks++;
            if (progress instanceof Running next && next.number() > running.number()) {
                begins(next);
            }
        }
        return this;
    }

    @Nullable
    Verdict verdict() {
        return finished().map(Finished::verdict).orElse(null);
    }

    Optional<Finished> finished() {
        return progress instanceof Finished finished ? Optional.of(finished) : Optional.empty();
    }

    /** Keys out of 1000 that were ever treated before there was a verdict. */
    int mostPermille() {
        return mostPermille;
    }

    int looks() {
        return looks;
    }

    /** What one would say who compares all requests since the alert with those of its window. */
    boolean isNaivelyImproved() {
        return looks > 1 && logAtFirst - logsLater / (looks - 1) >= -Math.log(1 - Comparison.RELEVANT);
    }

    /** Keys out of 1000 that were ever treated before it was certain that this makes things better. */
    int mostUnprovenPermille() {
        return mostUnprovenPermille;
    }

    /** The share of all requests that read such keys. */
    double unprovenShare() {
        return (double) unprovenRequests / requests;
    }

    /** By what the event tells, which is all that anybody else can go by. */
    private void begins(Running step) {
        mostPermille = Math.max(mostPermille, step.permille());
        MeasuredEffect effect = step.begun(T0).effect();
        proven = effect != null && effect.lower() > 0 && effect.improvement() >= Comparison.RELEVANT;
        mostUnprovenPermille = proven ? mostUnprovenPermille : Math.max(mostUnprovenPermille, step.permille());
    }

    private EndpointMetrics window(Running running, int second) {
        CacheControl control = running.steer(new NamespaceControl("products", null, T0));
        LatencySketch[] times = {new LatencySketch(), new LatencySketch()};
        int[] errors = new int[2];
        int[] hits = new int[2];
        boolean[] drawn = Keys.drawn(control.cohort());
        double expected = WINDOW_SECONDS * requestsPerSecond;
        double logs = 0;
        int count = (int) Math.max(0, Math.round(expected + Math.sqrt(expected) * random.nextGaussian()));
        for (int i = 0; i < count; i++) {
            int key = keys.pick(random);
            int arm = drawn[key] ? 0 : 1;
            boolean isTreated = arm == 0 && running.permille() > 0;
            double log = USUAL_LOG_MICROS
                    + noise.of(arm)
                    + keys.slowness(key)
                    + REQUEST_SCATTER * random.nextGaussian()
                    + (isTreated ? Math.log(treated.slower()) : 0);
            logs += log;
            times[arm].add(Math.round(Math.exp(log)));
            errors[arm] += happens(isTreated ? treated.errorRate() : treated.usualErrorRate());
            hits[arm] += 1 - happens(isTreated ? treated.missRatio() : treated.usualMissRatio());
        }
        double meanLog = logs / Math.max(1, count);
        if (requests == 0) {
            logAtFirst = meanLog;
        } else {
            logsLater += meanLog;
        }
        requests += count;
        unprovenRequests += running.permille() > 0 && !proven ? times[0].count() : 0;
        String tag = control.action();
        return metrics(
                second,
                count,
                List.of(
                        arm(tag, Arm.TREATED, errors[0], hits[0], times[0]),
                        arm(tag, Arm.CONTROL, errors[1], hits[1], times[1])));
    }

    private int happens(double chance) {
        return random.nextDouble() < chance ? 1 : 0;
    }

    private static ArmMetrics arm(@Nullable String tag, Arm arm, int errors, int hits, LatencySketch times) {
        return new ArmMetrics(
                tag == null ? "" : tag,
                arm,
                times.count(),
                errors,
                hits,
                ResponseTime.NONE,
                Base64.getEncoder().encodeToString(times.toBytes()));
    }

    private static EndpointMetrics metrics(int second, int count, List<ArmMetrics> arms) {
        long start = T0 + second * 1000L;
        return new EndpointMetrics(
                EndpointMetrics.SCHEMA_VERSION,
                "shop",
                "GET /",
                start,
                start + WINDOW_SECONDS * 1000L,
                0,
                count,
                0,
                0,
                (double) count / WINDOW_SECONDS,
                ResponseTime.NONE,
                0,
                null,
                List.of(),
                arms,
                0,
                null,
                null);
    }

    private static Action action(String id, Objective objective) {
        return new Action(
                id,
                "serve-stale",
                true,
                objective,
                "request-1",
                "alert-1",
                "shop",
                "GET /",
                "products",
                Treatment.servingStale(120_000),
                Staging.DEFAULT,
                "simulated",
                new Performance(T0 - 30_000, T0, 3_000, 400, 900, 950, 0, 100, 0.5),
                T0,
                null);
    }
}

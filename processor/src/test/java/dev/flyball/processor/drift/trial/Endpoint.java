package dev.flyball.processor.drift.trial;

import dev.flyball.schemas.sketch.LatencySketch;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The requests of one endpoint, each drawn by itself, summed up by the second in which it ended. */
final class Endpoint {
    /** A second's worth of requests. */
    static final class Second {
        final LatencySketch latency = new LatencySketch();
        long errors;
    }

    private static final int AHEAD = 512;

    private final RandomGenerator random;
    private final Normality normality;
    private final @Nullable Incident incident;
    private final Second[] seconds = new Second[AHEAD];
    private final double[] pauseStart;
    private final double[] pauseEnd;
    private double unevenness = 1;
    private double firstBad = Double.NaN;

    Endpoint(RandomGenerator random, Normality normality, @Nullable Incident incident) {
        this.random = random;
        this.normality = normality;
        this.incident = incident;
        pauseStart = new double[normality.instances];
        pauseEnd = new double[normality.instances];
        for (int i = 0; i < pauseStart.length; i++) {
            schedulePause(i, 0);
        }
    }

    private void schedulePause(int instance, double from) {
        pauseStart[instance] = from + normality.pauseEvery() * random.nextExponential();
        pauseEnd[instance] = pauseStart[instance] + Math.min(2, 0.3 * Math.exp(0.8 * random.nextGaussian()));
    }

    /** What ended in that second; seconds are asked for in order, each once. */
    @Nullable
    Second second(int second) {
        if (second % 10 == 0) {
            unevenness = normality.unevenness(random);
        }
        boolean faulty = incident != null && incident.covers(second);
        double rate = normality.rateAt(second) * unevenness * (faulty ? incident.fault().trafficLeft : 1);
        if (faulty && rate == 0 || faulty && incident.fault().trafficLeft < 1) {
            sawBad(incident.start());
        }
        double mean = 1 + Math.max(0, normality.clump(random) - 1);
        for (double at = second + gap(rate / mean); at < second + 1; at += gap(rate / mean)) {
            for (int i = 0; i < mean; i++) {
                request(at);
            }
        }
        Second ended = seconds[second % AHEAD];
        seconds[second % AHEAD] = null;
        return ended;
    }

    private double gap(double rate) {
        return rate <= 0 ? 2 : random.nextExponential() / rate;
    }

    private void request(double at) {
        int instance = random.nextInt(normality.instances);
        double micros = normality.latency(random, at, instance);
        boolean failed = random.nextDouble() < normality.errorRate(at);
        boolean bad = false;
        if (incident != null && incident.covers(at)) {
            Fault fault = incident.fault();
            boolean slow = fault.share > 0 && random.nextDouble() < fault.share;
            micros *= slow ? fault.slower : 1;
            boolean fails = fault.failing > 0 && random.nextDouble() < fault.failing;
            failed |= fails;
            bad = slow || fails;
        }
        double end = at + (micros + paused(instance, at)) / 1e6;
        end = Math.min(end, Math.floor(at) + AHEAD - 1);
        if (bad) {
            sawBad(end);
        }
        int slot = (int) end % AHEAD;
        Second into = seconds[slot];
        if (into == null) {
            into = new Second();
            seconds[slot] = into;
        }
        into.latency.add(Math.round((end - at) * 1e6));
        into.errors += failed ? 1 : 0;
    }

    /** How much longer a request takes because its instance stands still, and then has a backlog. */
    private double paused(int instance, double at) {
        if (at >= pauseEnd[instance]) {
            schedulePause(instance, Math.max(at - 1, pauseEnd[instance]));
        }
        if (at < pauseStart[instance] || at >= pauseEnd[instance]) {
            return 0;
        }
        double length = pauseEnd[instance] - pauseStart[instance];
        return (pauseEnd[instance] - at + 0.3 * length * random.nextDouble()) * 1e6;
    }

    private void sawBad(double second) {
        firstBad = Double.isNaN(firstBad) ? second : Math.min(firstBad, second);
    }

    /** When the first request that the incident harmed ended, in seconds from the start; not a number if there was none. */
    double firstBad() {
        return firstBad;
    }
}

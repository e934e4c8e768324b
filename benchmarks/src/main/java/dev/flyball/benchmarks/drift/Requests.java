package dev.flyball.benchmarks.drift;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The requests of one endpoint, each drawn by itself: those of normality, and what an incident makes of them. */
final class Requests {
    /**
     * One request.
     *
     * @param end when it ended, seconds from the start
     * @param micros how long it took, microseconds
     * @param harmed whether the incident made it slow, or fail
     */
    record Request(double end, long micros, boolean failed, boolean harmed) {}

    /** No request takes longer than this, seconds. */
    static final int LONGEST = 511;

    private final RandomGenerator random;
    private final Normality normality;
    private final @Nullable Incident incident;
    private final double[] pauseStart;
    private final double[] pauseEnd;
    private double unevenness = 1;
    private double firstHarm = Double.NaN;

    Requests(RandomGenerator random, Normality normality, @Nullable Incident incident) {
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

    /** Draws those that begin in that second; seconds are asked for in order, each once. */
    void beginningIn(int second, Consumer<Request> taker) {
        if (second % 10 == 0) {
            unevenness = normality.unevenness(random);
        }
        double left = incident != null && incident.covers(second) ? incident.fault().trafficLeft : 1;
        double rate = normality.rateAt(second) * unevenness * left;
        if (incident != null && left < 1) {
            sawHarm(incident.start());
        }
        double mean = 1 + Math.max(0, normality.clump(random) - 1);
        for (double at = second + gap(rate / mean); at < second + 1; at += gap(rate / mean)) {
            for (int i = 0; i < mean; i++) {
                taker.accept(request(at));
            }
        }
    }

    private double gap(double rate) {
        return rate <= 0 ? 2 : random.nextExponential() / rate;
    }

    private Request request(double at) {
        int instance = random.nextInt(normality.instances);
        double micros = normality.latency(random, at, instance);
        boolean failed = random.nextDouble() < normality.errorRate(at);
        boolean harmed = false;
        if (incident != null && incident.covers(at)) {
            Fault fault = incident.fault();
            boolean slow = fault.share > 0 && random.nextDouble() < fault.share;
            micros *= slow ? fault.slower : 1;
            boolean fails = fault.failing > 0 && random.nextDouble() < fault.failing;
            failed |= fails;
            harmed = slow || fails;
        }
        double end = Math.min(at + (micros + paused(instance, at)) / 1e6, Math.floor(at) + LONGEST);
        if (harmed) {
            sawHarm(end);
        }
        return new Request(end, Math.round((end - at) * 1e6), failed, harmed);
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

    private void sawHarm(double second) {
        firstHarm = Double.isNaN(firstHarm) ? second : Math.min(firstHarm, second);
    }

    /** When the first request that the incident harmed ended, in seconds from the start; not a number if there was none. */
    double firstHarm() {
        return firstHarm;
    }
}

package dev.flyball.benchmarks.drift;

import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Sample;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** An endpoint whose requests are published while they happen, and what becomes of its one incident. */
final class LiveEndpoint {
    private final Endpoint name;
    private final Incident incident;
    private final Normality normality;
    private final Requests requests;
    private volatile long firstBadMs = Long.MAX_VALUE;
    private volatile long alertMs = Long.MAX_VALUE;
    private volatile long alertedUpToMs = Long.MAX_VALUE;

    private LiveEndpoint(Endpoint name, Incident incident, Normality normality, RandomGenerator random) {
        this.name = name;
        this.incident = incident;
        this.normality = normality;
        this.requests = new Requests(random, normality, incident);
    }

    /**
     * Draws one.
     *
     * @param seconds how long its life is
     * @param from second from which on its incident may begin
     * @param to second before which it does
     */
    static LiveEndpoint draw(
            long seed, int index, Fault fault, double lowestRate, double highestRate, int seconds, int from, int to) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 1_000_003 + index);
        Normality normality = new Normality(random, seconds, lowestRate, highestRate);
        Incident incident = new Incident(fault, random.nextInt(from, to), seconds);
        return new LiveEndpoint(
                new Endpoint("service-" + index % 4, "GET /things-" + index), incident, normality, random);
    }

    Endpoint name() {
        return name;
    }

    Fault fault() {
        return incident.fault();
    }

    Requests requests() {
        return requests;
    }

    /** Requests per second when the incident begins. */
    double rate() {
        return normality.rateAt(incident.start());
    }

    static Sample sample(Endpoint name, Requests.Request request, long timestampMs) {
        return Sample.of(
                timestampMs,
                name.service(),
                name.operation(),
                request.micros() / 1_000.0,
                request.failed() ? 503 : 200);
    }

    /** Its first bad sample was published. */
    void bad(long nowMs) {
        firstBadMs = Math.min(firstBadMs, nowMs);
    }

    /**
     * A firing alert was read.
     *
     * @param firedAtMs event time for which it was decided
     */
    void alert(long nowMs, long firedAtMs) {
        if (alertMs == Long.MAX_VALUE) {
            alertMs = nowMs;
            alertedUpToMs = firedAtMs;
        }
    }

    /** Whether there was an alert before anything was wrong. */
    boolean isFalse() {
        return alertMs < firstBadMs;
    }

    boolean isFound() {
        return alertMs != Long.MAX_VALUE && !isFalse();
    }

    /** From the first bad sample to the alert record as a consumer sees it, seconds. */
    double delay() {
        return (alertMs - firstBadMs) / 1_000.0;
    }

    /** The part of the delay after the last second that was needed to decide. */
    double pipelineDelay() {
        return (alertMs - alertedUpToMs) / 1_000.0;
    }
}

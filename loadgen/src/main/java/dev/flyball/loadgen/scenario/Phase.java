package dev.flyball.loadgen.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time with one kind of load.
 *
 * @param name shown in reports
 * @param duration how long it lasts, 1 ms to 7 days
 * @param load how much
 * @param warmup whether it is reported apart and kept out of the totals
 * @param inject troubles of named endpoints, for synthetic traffic
 */
public record Phase(String name, Duration duration, Load load, boolean warmup, List<Injection> inject) {
    public Phase {
        inject = List.copyOf(inject);
        Scenario.requireRange(
                "duration (ms) of phase " + name,
                duration.toMillis(),
                1,
                Duration.ofDays(7).toMillis());
    }

    /** How much load: open or closed. */
    public sealed interface Load {
        /** The word that reports use. */
        String model();
    }

    /**
     * Requests arrive whether or not earlier ones have been answered.
     *
     * @param rate requests per second at the beginning, 0 to 1,000,000
     * @param rampTo requests per second at the end; between, the rate changes linearly
     */
    public record Open(double rate, double rampTo) implements Load {
        public Open {
            requireRate("arrivalRate", rate);
            requireRate("rampTo", rampTo);
        }

        @Override
        public String model() {
            return "open";
        }

        private static void requireRate(String setting, double rate) {
            if (!(rate >= 0 && rate <= 1_000_000)) {
                throw new IllegalArgumentException(setting + " must be 0 to 1000000 per second: " + rate);
            }
        }
    }

    /**
     * A number of users, each of which asks, waits for the answer, thinks, and asks again.
     *
     * @param users 1 or more
     * @param thinkTime between an answer and the next request, 0 to 1 h
     */
    public record Closed(int users, Duration thinkTime) implements Load {
        public Closed {
            Scenario.requireRange("users of a phase", users, 1, 1_000_000);
            Scenario.requireRange("thinkTime (ms)", thinkTime.toMillis(), 0, 3_600_000);
        }

        @Override
        public String model() {
            return "closed";
        }
    }

    /**
     * Trouble of an endpoint.
     *
     * @param endpoint whose
     * @param latencyFactor times as slow, above 0 and up to 1000
     * @param errorRate share of errors meanwhile, 0 to 1, or null for its usual one
     */
    public record Injection(
            String endpoint, double latencyFactor, @Nullable Double errorRate) {
        public Injection {
            if (!(latencyFactor > 0 && latencyFactor <= 1000)) {
                throw new IllegalArgumentException(
                        "inject.latencyFactor must be above 0 and up to 1000: " + latencyFactor);
            }
            if (errorRate != null && !(errorRate >= 0 && errorRate <= 1)) {
                throw new IllegalArgumentException("inject.errorRate must be 0 to 1: " + errorRate);
            }
        }
    }

    void check(int maxInFlight, Set<String> endpoints) {
        if (load instanceof Closed closed && closed.users > maxInFlight) {
            throw new IllegalArgumentException("phases: " + name + " has " + closed.users
                    + " users, but maxInFlight is " + maxInFlight + "; raise maxInFlight");
        }
        for (Injection injection : inject) {
            if (!endpoints.contains(injection.endpoint)) {
                throw new IllegalArgumentException("phases: " + name + " injects into " + injection.endpoint
                        + ", which is none of the endpoints " + endpoints);
            }
        }
    }
}

package dev.flyball.loadgen.scenario;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the requests of a scenario are aimed at. */
public sealed interface Traffic {
    /** How long after its sending the end of a request is waited for; whoever sends has given up by then. */
    Duration patience();

    /** Whether such a request makes sense here; throws if it does not. */
    void check(RequestTemplate request);

    /** Whether such a phase makes sense here; throws if it does not. */
    void check(Phase phase);

    /**
     * Real requests to a real backend.
     *
     * @param target base URL; the paths of the requests are appended
     * @param timeout longest time for an answer, its body included
     * @param headers sent with every request
     * @param userHeader the header that carries the user, or null for none
     */
    record Http(
            URI target,
            Duration timeout,
            Map<String, String> headers,
            @Nullable String userHeader) implements Traffic {
        public Http {
            headers = Map.copyOf(headers);
            if (target.getHost() == null
                    || !("http".equals(target.getScheme()) || "https".equals(target.getScheme()))) {
                throw new IllegalArgumentException("target must be a URL such as http://127.0.0.1:8080: " + target);
            }
            Scenario.requireRange("timeout (ms)", timeout.toMillis(), 1, 600_000);
        }

        @Override
        public Duration patience() {
            return timeout.plusSeconds(2);
        }

        @Override
        public void check(RequestTemplate request) {
            if (request.behaviour() != null) {
                throw new IllegalArgumentException("requests: " + request.endpoint()
                        + " has latency or errorRate, which only 'synthetic' traffic takes; a target has its own");
            }
        }

        @Override
        public void check(Phase phase) {
            if (!phase.inject().isEmpty()) {
                throw new IllegalArgumentException("phases: " + phase.name()
                        + " has inject, which only 'synthetic' traffic takes; a target has its own troubles");
            }
        }
    }

    /**
     * Samples as if a backend had answered, straight to Kafka.
     *
     * @param service the service that the samples speak for
     */
    record Synthetic(String service) implements Traffic {
        @Override
        public Duration patience() {
            return Duration.ofSeconds(35);
        }

        @Override
        public void check(RequestTemplate request) {
            if (request.behaviour() == null) {
                throw new IllegalArgumentException("requests: " + request.endpoint()
                        + " needs latency, such as {median: 20ms, p95: 80ms}, for synthetic traffic");
            }
        }

        @Override
        public void check(Phase phase) {
            if (phase.load() instanceof Phase.Closed) {
                throw new IllegalArgumentException("phases: " + phase.name()
                        + " has users, but nobody waits for an answer in synthetic traffic; give it an arrivalRate");
            }
        }
    }
}

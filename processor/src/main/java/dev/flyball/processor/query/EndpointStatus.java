package dev.flyball.processor.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.EndpointMetrics;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * How an endpoint is now.
 *
 * @param alerts names of the rules that hold for it
 * @param newest its newest closed window, without sketches
 */
record EndpointStatus(String service, String endpoint, State state, List<String> alerts, EndpointMetrics newest) {
    /** What its alerts say. */
    enum State {
        @JsonProperty("ok")
        OK,
        @JsonProperty("pending")
        PENDING,
        @JsonProperty("firing")
        FIRING;

        static State of(Alert alert) {
            return switch (alert.state()) {
                case PENDING -> PENDING;
                case FIRING -> FIRING;
                case RESOLVED -> OK;
            };
        }
    }

    /** Firing ones first, then those that fail most, then the slowest; endpoints that are alike by name. */
    static final Comparator<EndpointStatus> WORST_FIRST = Comparator.comparing(EndpointStatus::state)
            .thenComparingDouble(status -> status.newest.errorRate())
            .thenComparingDouble(status -> status.newest.responseTime().p95())
            .reversed()
            .thenComparing(status -> status.newest.endpointOf());

    static EndpointStatus of(EndpointMetrics newest, Collection<Alert> alerts) {
        List<Alert> open = alerts.stream()
                .filter(alert -> alert.state() != AlertState.RESOLVED)
                .toList();
        State worst =
                open.stream().map(State::of).max(Comparator.naturalOrder()).orElse(State.OK);
        List<String> rules = open.stream().map(Alert::rule).distinct().sorted().toList();
        return new EndpointStatus(newest.service(), newest.endpoint(), worst, rules, newest.withoutSketches());
    }
}

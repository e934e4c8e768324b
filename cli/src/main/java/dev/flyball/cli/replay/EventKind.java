package dev.flyball.cli.replay;

import dev.flyball.schemas.Alert;
import dev.flyball.schemas.EndpointMetrics;

/** What a replay tells. */
public enum EventKind {
    /** Windows of endpoints. */
    METRICS,
    /** Alerts, each time their state changes. */
    ALERTS;

    /** Lets only this kind through. */
    public ReplayOutput only(ReplayOutput output) {
        return new ReplayOutput() {
            @Override
            public void metrics(EndpointMetrics metrics) {
                if (EventKind.this == METRICS) {
                    output.metrics(metrics);
                }
            }

            @Override
            public void alert(Alert alert) {
                if (EventKind.this == ALERTS) {
                    output.alert(alert);
                }
            }

            @Override
            public boolean isClosed() {
                return output.isClosed();
            }

            @Override
            public void end() {
                output.end();
            }
        };
    }
}

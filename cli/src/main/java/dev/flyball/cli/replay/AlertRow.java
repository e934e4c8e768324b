package dev.flyball.cli.replay;

import dev.flyball.cli.text.Amount;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.Metric;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it was when it fired, and as it was last.
 *
 * @param fired when it fired
 * @param last newest state
 */
public record AlertRow(Alert fired, Alert last) {
    AlertRow with(Alert next) {
        return new AlertRow(next.state() == AlertState.FIRING ? next : fired, next);
    }

    public String endpoint() {
        return last.endpointOf().toString();
    }

    public String rule() {
        return last.rule();
    }

    public String started() {
        return time(last.startedAt());
    }

    public String firedAt() {
        return time(last.firedAt());
    }

    public String resolved() {
        return time(last.resolvedAt());
    }

    /** What the rule saw when it fired, held against its threshold. */
    public String value() {
        String metric = fired.metric().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return metric + " " + amount(fired.value()) + " vs " + amount(fired.threshold());
    }

    public String peak() {
        return amount(last.peak());
    }

    private String amount(double value) {
        Metric metric = last.metric();
        return switch (metric) {
            case P50, P90, P95, P99, P999, MEAN, MAX -> String.format(Locale.ROOT, "%.0f ms", value);
            case ERROR_RATE, CPU, MEMORY -> Amount.percent(value);
            case THROUGHPUT -> String.format(Locale.ROOT, "%.1f/s", value);
            case NETWORK -> String.format(Locale.ROOT, "%.0f B/s", value);
            case USERS -> String.format(Locale.ROOT, "%.0f", value);
            case BURN_RATE -> String.format(Locale.ROOT, "%.1f", value);
        };
    }

    private static String time(@Nullable Long epochMs) {
        return epochMs == null ? "-" : ReplayTalk.time(epochMs);
    }
}

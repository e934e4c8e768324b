package dev.flyball.processor.monitor;

import dev.flyball.processor.rules.RuleSet;
import dev.flyball.processor.windows.Panes;
import dev.flyball.processor.windows.Retention;
import dev.flyball.schemas.Condition;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How endpoints are watched.
 *
 * @param rules decided at each pane boundary
 * @param lateRetention how long after its end a window is still corrected by late samples
 * @param requestEvery how often help is asked for while an alert stays firing
 * @param endpointExpiry how long after its last sample an endpoint without an open alert is forgotten
 */
public record MonitorSettings(RuleSet rules, Duration lateRetention, Duration requestEvery, Duration endpointExpiry) {
    /** Length of a published window, milliseconds. */
    public static final long WINDOW_MS = Panes.WINDOW_MS;

    public static final MonitorSettings DEFAULT =
            new MonitorSettings(RuleSet.DEFAULT, Duration.ofMinutes(2), Duration.ofSeconds(30), Duration.ofHours(26));

    /** What is to be kept of an endpoint for which these conditions are decided. */
    public Retention retention(Stream<Condition> conditions) {
        Set<Long> windows =
                conditions.flatMap(condition -> condition.windowsMs().stream()).collect(Collectors.toSet());
        return Retention.of(windows, lateRetention.toMillis());
    }

    /** What is to be kept as long as any of these rules needs it. */
    Retention retention(RuleSet rules) {
        return Retention.of(rules.windowsMs(), lateRetention.toMillis());
    }

    /** Start of the oldest window that late samples still correct when panes are closed up to a moment, epoch milliseconds. */
    public long oldestCorrected(long evaluatedMs) {
        return windowOf(evaluatedMs - lateRetention.toMillis());
    }

    /** Start of the published window that a moment lies in, epoch milliseconds. */
    public static long windowOf(long timestampMs) {
        return Math.floorDiv(timestampMs, WINDOW_MS) * WINDOW_MS;
    }
}

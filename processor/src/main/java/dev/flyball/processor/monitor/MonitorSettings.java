package dev.flyball.processor.monitor;

import dev.flyball.processor.rules.RuleSet;
import java.time.Duration;

/**
 * How endpoints are watched.
 *
 * @param rules decided at each pane boundary
 * @param lateRetention how long after its end a window is still corrected by late samples
 * @param requestEvery how often help is asked for while an alert stays firing
 */
public record MonitorSettings(RuleSet rules, Duration lateRetention, Duration requestEvery) {
    /** Length of a published window, milliseconds. */
    public static final long WINDOW_MS = 10_000;

    public static final MonitorSettings DEFAULT =
            new MonitorSettings(RuleSet.DEFAULT, Duration.ofMinutes(2), Duration.ofSeconds(30));

    /** How far back panes are kept: enough for the longest rule, and for the oldest window that is still corrected. */
    public long panesRetentionMs(RuleSet rules) {
        return Math.max(rules.longestWindow().toMillis(), lateRetention.toMillis() + WINDOW_MS);
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

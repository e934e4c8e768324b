package dev.flyball.optimizer.verify;

import dev.flyball.schemas.MeasuredEffect;
import java.util.List;
import java.util.Locale;

/** A comparison in one line of words, with the numbers that it rests on. */
public final class Summary {
    private Summary() {}

    public static String of(Comparison comparison) {
        List<ArmsWindow> before = comparison.before();
        List<ArmsWindow> during = comparison.during();
        return effect(comparison) + " " + arms(comparison.objective(), during) + "; before the treatment "
                + arms(comparison.objective(), before) + ".";
    }

    private static String effect(Comparison comparison) {
        MeasuredEffect effect = comparison.effect();
        return String.format(
                Locale.ROOT,
                "The %s of treated keys is %.1f %% %s (%.0f %% sure: %+.1f to %+.1f %%):",
                comparison.objective().words(),
                Math.abs(100 * effect.improvement()),
                effect.improvement() < 0 ? "worse" : "better",
                100 * effect.confidence(),
                100 * effect.lower(),
                100 * effect.upper());
    }

    private static String arms(Objective objective, List<ArmsWindow> windows) {
        ArmTotals treated = ArmsWindow.sum(windows, ArmsWindow::treated);
        ArmTotals control = ArmsWindow.sum(windows, ArmsWindow::control);
        String figures = objective == Objective.RESPONSE_TIME
                ? String.format(
                        Locale.ROOT,
                        "geometric mean %.1f against %.1f ms, p95 %.0f against %.0f ms",
                        treated.geometricMeanMs(),
                        control.geometricMeanMs(),
                        ArmsWindow.latency(windows, ArmsWindow::treated).quantileMicros(0.95) / 1000,
                        ArmsWindow.latency(windows, ArmsWindow::control).quantileMicros(0.95) / 1000)
                : String.format(
                        Locale.ROOT,
                        "%d of %d against %d of %d requests %s",
                        objective.cases(treated),
                        treated.count(),
                        objective.cases(control),
                        control.count(),
                        objective == Objective.ERROR_RATE ? "failed" : "missed the cache");
        return figures + ", " + treated.count() + " treated and " + control.count() + " other requests in "
                + windows.size() + (windows.size() == 1 ? " window" : " windows");
    }
}

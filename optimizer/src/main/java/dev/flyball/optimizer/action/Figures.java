package dev.flyball.optimizer.action;

import dev.flyball.optimizer.verify.ArmTotals;
import dev.flyball.optimizer.verify.ArmsWindow;
import dev.flyball.optimizer.verify.Comparison;
import dev.flyball.schemas.MeasuredEffect;
import dev.flyball.schemas.Performance;
import dev.flyball.schemas.Verdict;
import dev.flyball.schemas.sketch.LatencySketch;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event tells of both arms.
 *
 * @param permille keys out of 1000 that are treated
 * @param treated figures of the treated keys, null as long as there are none
 * @param control figures of the others in the same windows
 */
record Figures(
        int permille,
        @Nullable Verdict verdict,
        @Nullable Performance treated,
        @Nullable Performance control,
        @Nullable MeasuredEffect effect) {

    static Figures none(int permille, @Nullable Verdict verdict) {
        return new Figures(permille, verdict, null, null, null);
    }

    static Figures of(int permille, @Nullable Verdict verdict, Comparison comparison) {
        if (comparison.during().isEmpty()) {
            return none(permille, verdict);
        }
        return new Figures(
                permille,
                verdict,
                performance(comparison.during(), comparison.treated(), comparison.treatedLatency()),
                performance(comparison.during(), comparison.control(), comparison.controlLatency()),
                comparison.effect());
    }

    /** Of the treated arm over the other one in the same windows, by figure. */
    Map<String, Double> improvements() {
        return treated == null || control == null || treated.count() == 0 || control.count() == 0
                ? Map.of()
                : Figure.improvements(control, treated);
    }

    private static Performance performance(List<ArmsWindow> windows, ArmTotals arm, LatencySketch latency) {
        double seconds = windows.stream()
                        .mapToLong(window -> window.end() - window.start())
                        .sum()
                / 1000.0;
        return new Performance(
                windows.get(0).start(),
                windows.get(windows.size() - 1).end(),
                arm.count(),
                latency.meanMicros() / 1000,
                latency.quantileMicros(0.95) / 1000,
                latency.quantileMicros(0.99) / 1000,
                ratio(arm.errors(), arm.count()),
                arm.count() / seconds,
                ratio(arm.hits(), arm.count()));
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}

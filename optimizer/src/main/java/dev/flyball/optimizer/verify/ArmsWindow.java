package dev.flyball.optimizer.verify;

import dev.flyball.schemas.Arm;
import dev.flyball.schemas.ArmMetrics;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.sketch.InstanceSketch;
import dev.flyball.schemas.sketch.LatencySketch;
import dev.flyball.schemas.sketch.MalformedBytesException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Both arms in the same window.
 *
 * @param start first millisecond of the window, epoch
 * @param end first millisecond after it, epoch
 * @param revision of the same window the highest counts
 * @param instances sketch of those that answered requests of the endpoint, base64; null when nobody told
 */
public record ArmsWindow(
        long start,
        long end,
        int revision,
        ArmFigures treated,
        ArmFigures control,
        @Nullable String instances) {

    /**
     * What a window tells of a step of an action; empty if it tells nothing, or nothing that can be read.
     *
     * @param tag of the step, as samples carry it
     */
    public static Optional<ArmsWindow> of(EndpointMetrics metrics, String tag) {
        List<ArmMetrics> arms =
                metrics.arms().stream().filter(arm -> arm.action().equals(tag)).toList();
        Optional<ArmFigures> treated = figures(arms, Arm.TREATED);
        Optional<ArmFigures> control = figures(arms, Arm.CONTROL);
        return arms.isEmpty() || treated.isEmpty() || control.isEmpty()
                ? Optional.empty()
                : Optional.of(new ArmsWindow(
                        metrics.windowStart(),
                        metrics.windowEnd(),
                        metrics.revision(),
                        treated.get(),
                        control.get(),
                        metrics.sketches() == null ? null : metrics.sketches().instances()));
    }

    /** Who answered; nobody when that is not told, or cannot be read. */
    InstanceSketch who() {
        if (instances == null) {
            return new InstanceSketch();
        }
        try {
            return InstanceSketch.ofBytes(Base64.getDecoder().decode(instances));
        } catch (IllegalArgumentException | MalformedBytesException e) {
            return new InstanceSketch();
        }
    }

    long count() {
        return treated.totals().count() + control.totals().count();
    }

    static ArmTotals sum(List<ArmsWindow> windows, Function<ArmsWindow, ArmFigures> arm) {
        return ArmTotals.sum(windows.stream().map(arm).map(ArmFigures::totals).toList());
    }

    static LatencySketch latency(List<ArmsWindow> windows, Function<ArmsWindow, ArmFigures> arm) {
        LatencySketch latency = new LatencySketch();
        windows.stream().map(arm).map(ArmFigures::latency).forEach(latency::merge);
        return latency;
    }

    private static Optional<ArmFigures> figures(List<ArmMetrics> arms, Arm arm) {
        return arms.stream()
                .filter(one -> one.arm() == arm)
                .findFirst()
                .map(ArmFigures::of)
                .orElse(Optional.of(ArmFigures.NONE));
    }
}

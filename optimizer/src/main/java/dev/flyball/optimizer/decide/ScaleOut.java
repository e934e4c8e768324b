package dev.flyball.optimizer.decide;

import dev.flyball.schemas.Alert;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.Scaling;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Recommends so many instances that each is as busy as it should be: those that run, times how busy they are, over how busy
 * they should be, rounded up. For processors the target is set here, and for requests and bytes it is the threshold of the
 * rule, which is what the user says can be borne. That is the formula of Kubernetes' HorizontalPodAutoscaler.
 *
 * @param cpuTarget share of its processors that an instance should use, above 0 and at most 1
 */
record ScaleOut(double cpuTarget) implements OptimizationStrategy {
    /** Who is told to grow tenfold is told something wrong. */
    private static final double MOST = 10;

    ScaleOut {
        if (!(cpuTarget >= 0.05 && cpuTarget <= 1)) {
            throw new IllegalArgumentException("cpuTarget must be 0.05 to 1, but is " + cpuTarget);
        }
    }

    @Override
    public String name() {
        return "scale-out";
    }

    @Override
    public Optional<Remedy> remedy(Case patient) {
        Alert alert = patient.request().alert();
        Integer instances = patient.request().metrics().instances();
        if (instances == null || instances < 1) {
            // Nobody knows how many there are, so nobody can say how many there should be.
            return Optional.empty();
        }
        return alert.metric() == Metric.CPU
                ? byCpu(patient.request().metrics().resourceUsage(), instances)
                : grow(label(alert.metric()), alert.value(), alert.threshold(), instances);
    }

    private Optional<Remedy> byCpu(@Nullable ResourceUsage usage, int instances) {
        Double cpu = usage == null ? null : usage.cpu();
        return cpu == null ? Optional.empty() : grow(label(Metric.CPU), cpu, cpuTarget, instances);
    }

    private static Optional<Remedy> grow(String resource, double value, double target, int instances) {
        if (!(target > 0) || !(value > target)) {
            return Optional.empty();
        }
        int desired = (int) Math.ceil(Math.min(MOST, value / target) * instances);
        return Optional.of(new OnInstances(new Scaling(resource, value, target, instances, desired)));
    }

    private static String label(Metric metric) {
        return metric.name().toLowerCase(Locale.ROOT);
    }
}

package dev.flyball.schemas;

/** What a rule must not be; each fault names the part, the value and what is allowed. */
final class Faults {
    private Faults() {}

    static void unless(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException(fault);
        }
    }

    static void measurable(Metric metric) {
        unless(metric != null, "metric is missing");
        unless(metric != Metric.BURN_RATE, "burn-rate is what an slo rule measures; name another metric");
    }

    static void window(String name, long ms) {
        long longest = Condition.LONGEST.toMillis();
        unless(
                ms >= 1_000 && ms % 1_000 == 0 && ms <= longest,
                name + " must be whole seconds, 1 s to 3 days: " + ms + " ms");
    }

    static void confidence(double confidence) {
        unless(confidence >= 0.5 && confidence <= 0.999_999, "confidence must be 0.5 to 0.999999: " + confidence);
    }

    static void samples(int minSamples) {
        unless(minSamples >= 1, "minSamples must be 1 or more: " + minSamples);
    }
}

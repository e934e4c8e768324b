package dev.flyball.optimizer.action;

import dev.flyball.schemas.Performance;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A figure of an endpoint's performance, and which way is better. */
enum Figure {
    RESPONSE_TIME("responseTime", false, Performance::responseTime),
    P95("p95", false, Performance::p95),
    P99("p99", false, Performance::p99),
    ERROR_RATE("errorRate", false, Performance::errorRate),
    THROUGHPUT("throughput", true, Performance::throughput),
    HIT_RATIO("hitRatio", true, Performance::hitRatio);

    private final String field;
    private final boolean moreIsBetter;

    @SuppressWarnings("ImmutableEnumChecker") // Only the method references above.
    private final ToDoubleFunction<Performance> value;

    Figure(String field, boolean moreIsBetter, ToDoubleFunction<Performance> value) {
        this.field = field;
        this.moreIsBetter = moreIsBetter;
        this.value = value;
    }

    private double of(Performance performance) {
        return value.applyAsDouble(performance);
    }

    /** The relative improvement: 0.4 is 40 % better, negative is worse, 0 is the same. */
    double improvement(Performance before, Performance after) {
        double gain = moreIsBetter ? of(after) - of(before) : of(before) - of(after);
        if (gain == 0) {
            return 0;
        }
        // From nothing to something has no ratio; it counts as one whole.
        return of(before) == 0 ? Math.signum(gain) : gain / of(before);
    }

    /** The relative improvement of every figure, by its field's name in {@link Performance}. */
    static Map<String, Double> improvements(Performance before, Performance after) {
        Map<String, Double> improvements = new LinkedHashMap<>();
        for (Figure figure : values()) {
            improvements.put(figure.field, figure.improvement(before, after));
        }
        return improvements;
    }
}

package dev.flyball.optimizer.action;

import static dev.flyball.optimizer.action.Wording.millis;
import static dev.flyball.optimizer.action.Wording.percent;

import dev.flyball.schemas.Metric;
import dev.flyball.schemas.Performance;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A figure of an endpoint's performance, and which way is better. */
public enum Figure {
    RESPONSE_TIME("responseTime", "mean response time", false, Performance::responseTime),
    P95("p95", "p95", false, Performance::p95),
    P99("p99", "p99", false, Performance::p99),
    ERROR_RATE("errorRate", "error rate", false, Performance::errorRate),
    THROUGHPUT("throughput", "throughput", true, Performance::throughput),
    HIT_RATIO("hitRatio", "hit ratio", true, Performance::hitRatio);

    private final String field;
    private final String words;
    private final boolean moreIsBetter;

    @SuppressWarnings("ImmutableEnumChecker") // Only the method references above.
    private final ToDoubleFunction<Performance> value;

    Figure(String field, String words, boolean moreIsBetter, ToDoubleFunction<Performance> value) {
        this.field = field;
        this.words = words;
        this.moreIsBetter = moreIsBetter;
        this.value = value;
    }

    /** The figure that shows best whether the trouble that a latency rule found is over. */
    public static Figure ofLatency(Metric metric) {
        return switch (metric) {
            case MEAN -> RESPONSE_TIME;
            case P99, P999, MAX -> P99;
            default -> P95;
        };
    }

    public double of(Performance performance) {
        return value.applyAsDouble(performance);
    }

    /** The relative improvement: 0.4 is 40 % better, negative is worse, 0 is the same. */
    public double improvement(Performance before, Performance after) {
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

    /** Such as {@code p95 went from 812 ms to 95 ms, 88.3 % better}. */
    String change(Performance before, Performance after) {
        double improvement = improvement(before, after);
        return words + " went from " + inUnits(before) + " to " + inUnits(after) + ", " + percent(Math.abs(improvement))
                + (improvement < 0 ? " worse" : " better");
    }

    private String inUnits(Performance performance) {
        return switch (this) {
            case RESPONSE_TIME, P95, P99 -> millis(of(performance));
            case ERROR_RATE, HIT_RATIO -> percent(of(performance));
            case THROUGHPUT -> of(performance) + "/s";
        };
    }
}

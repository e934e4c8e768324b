package dev.flyball.cli.rules;

import dev.flyball.processor.rules.Lengths;
import dev.flyball.schemas.AlertKind;
import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.json.EventJson;
import java.time.Duration;
import java.util.Locale;

/** Conditions in the words of the file form. */
public final class Described {
    private Described() {}

    /** Such as {@code p95 > 500ms over 10s}. */
    public static String of(Condition condition) {
        if (condition instanceof Condition.Threshold threshold) {
            return name(threshold.metric()) + " > " + value(threshold.metric(), threshold.threshold()) + " over "
                    + length(threshold.windowMs());
        }
        if (condition instanceof Condition.Baseline baseline) {
            String multiple = baseline.isTooLow()
                    ? " < " + plain(baseline.factor() * 100) + "% of usual"
                    : " > " + plain(baseline.factor()) + " x usual";
            return name(baseline.metric()) + multiple + " over " + length(baseline.windowMs());
        }
        if (condition instanceof Condition.SloBurn slo) {
            String good = slo.goodUnderMs() == null ? "" : " under " + plain(slo.goodUnderMs()) + "ms";
            return "objective " + plain(slo.objective() * 100) + "%" + good;
        }
        if (condition instanceof Condition.Silence silence) {
            return "silent over " + length(silence.windowMs());
        }
        return "drifting";
    }

    private static String name(Metric metric) {
        return EventJson.mapper().valueToTree(metric).asText();
    }

    private static String value(Metric metric, double value) {
        if (metric.kind() == AlertKind.LATENCY) {
            return plain(value) + "ms";
        }
        if (metric == Metric.THROUGHPUT || metric == Metric.NETWORK) {
            return plain(value) + "/s";
        }
        return metric == Metric.USERS ? plain(value) : plain(value * 100) + "%";
    }

    private static String length(long ms) {
        return Lengths.written(Duration.ofMillis(ms));
    }

    private static String plain(double number) {
        return String.format(Locale.ROOT, "%.3f", number).replaceAll("\\.?0+$", "");
    }
}

package dev.flyball.cli.rules;

import dev.flyball.cli.config.Suggestion;
import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Condition.Drift.Signal;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.json.EventJson;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads when a rule holds: {@code when: p95 > 500ms} and the keys around it. */
final class When {
    /** The keys that say something of the condition. */
    static final Set<String> KEYS = Set.of(
            "when",
            "objective",
            "good-under",
            "over",
            "past",
            "ago",
            "confidence",
            "min-samples",
            "false-alarms-per-month",
            "signals");

    private static final String FORMS =
            "expected 'p95 > 500ms', 'p95 > 2 x usual', 'throughput < 50% of usual'," + " 'silent' or 'drifting'";
    private static final Pattern THRESHOLD = Pattern.compile("([a-z0-9.-]+) ?> ?(.+)");
    private static final Pattern MULTIPLE = Pattern.compile("([a-z0-9.-]+) ?([<>]) ?([0-9.]+) ?x usual");
    private static final Pattern PERCENTAGE = Pattern.compile("([a-z0-9.-]+) ?([<>]) ?([0-9.]+) ?% of usual");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Map<String, Metric> METRICS = metrics();

    private final Section section;

    private When(Section section) {
        this.section = section;
    }

    static Condition read(Section section) {
        return Section.located(section.place(), "condition", () -> new When(section).condition());
    }

    private Condition condition() {
        boolean hasObjective = section.text("objective").isPresent();
        String when = section.text("when").orElse("").strip().toLowerCase(Locale.ROOT);
        if (hasObjective == !when.isEmpty()) {
            throw new IllegalArgumentException("either 'when' or 'objective' must be given; " + FORMS);
        }
        if (hasObjective) {
            return objective();
        }
        return switch (when) {
            case "silent" -> silence();
            case "drifting" -> drift();
            default -> compared(when);
        };
    }

    private Condition objective() {
        return new Condition.SloBurn(
                section.share("objective", 0),
                section.value("good-under", Units::duration)
                        .map(under -> (double) under.toMillis())
                        .orElse(null),
                confidence(),
                minSamples());
    }

    private Condition silence() {
        long over = section.duration("over", Duration.ofMinutes(1)).toMillis();
        return new Condition.Silence(over, section.duration("past", HOUR).toMillis(), confidence());
    }

    private Condition drift() {
        EnumSet<Signal> signals = EnumSet.noneOf(Signal.class);
        for (Node item : section.items("signals")) {
            String name = item instanceof Node.Scalar scalar ? scalar.text() : "";
            signals.add(Arrays.stream(Signal.values())
                    .filter(signal -> signal.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .orElseThrow(() -> item.place().fault("signals are latency, errors and traffic")));
        }
        return new Condition.Drift(
                section.value("false-alarms-per-month", Units::number).orElse(1.0), signals);
    }

    private Condition compared(String when) {
        Matcher multiple = MULTIPLE.matcher(when);
        if (multiple.matches()) {
            return usual(multiple, Units.number(multiple.group(3)));
        }
        Matcher percentage = PERCENTAGE.matcher(when);
        if (percentage.matches()) {
            return usual(percentage, Units.number(percentage.group(3)) / 100);
        }
        Matcher threshold = THRESHOLD.matcher(when);
        if (!threshold.matches()) {
            throw new IllegalArgumentException("'" + when + "' is not understood; " + FORMS);
        }
        Metric metric = metric(threshold.group(1));
        return new Condition.Threshold(
                metric,
                Units.of(metric, threshold.group(2).strip()),
                section.duration("over", Duration.ofSeconds(10)).toMillis(),
                confidence(),
                minSamples());
    }

    private Condition usual(Matcher matcher, double factor) {
        if ((factor < 1) != matcher.group(2).equals("<")) {
            throw new IllegalArgumentException("'> N x usual' wants N above 1, and '<' less than all of what is usual");
        }
        Duration over = section.duration("over", Duration.ofMinutes(1));
        return new Condition.Baseline(
                metric(matcher.group(1)),
                factor,
                over.toMillis(),
                section.duration("past", HOUR).toMillis(),
                section.duration("ago", over).toMillis(),
                confidence(),
                minSamples());
    }

    private double confidence() {
        return section.share("confidence", 0.999);
    }

    private int minSamples() {
        return section.value("min-samples", Units::count).orElse(10);
    }

    private static Metric metric(String name) {
        Metric metric = METRICS.get(name);
        if (metric == null) {
            Collection<String> names = METRICS.keySet();
            throw new IllegalArgumentException("'" + name + "' is no metric"
                    + Suggestion.near(name, names)
                            .map(near -> "; did you mean '" + near + "'?")
                            .orElse("; there are " + String.join(", ", names)));
        }
        return metric;
    }

    /** By the names that they have in events. */
    private static Map<String, Metric> metrics() {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric != Metric.BURN_RATE)
                .collect(Collectors.toMap(
                        metric -> EventJson.mapper().valueToTree(metric).asText(),
                        metric -> metric,
                        (one, other) -> one,
                        LinkedHashMap::new));
    }
}

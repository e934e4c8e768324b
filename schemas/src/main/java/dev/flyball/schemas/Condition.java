package dev.flyball.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When a rule holds for an endpoint. Nothing further back than {@link #LONGEST} is looked at. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(Condition.Threshold.class),
    @JsonSubTypes.Type(Condition.SloBurn.class),
    @JsonSubTypes.Type(Condition.Baseline.class),
    @JsonSubTypes.Type(Condition.Silence.class),
    @JsonSubTypes.Type(Condition.Drift.class)
})
@Doc("When a rule holds for an endpoint.")
public sealed interface Condition {
    /** As far as any condition may look back. */
    Duration LONGEST = Duration.ofDays(3);

    /** How far back it looks, in milliseconds: the lengths of the windows that end now, or the reach of the past. */
    List<Long> windowsMs();

    /**
     * A metric over a sliding window lies above its threshold. For quantiles and the error rate this is decided on a
     * proportion: 'p95 above 500 ms' means that more than 5 % of the requests took longer than 500 ms, and it holds
     * when the lower confidence bound of that share says so.
     */
    @JsonTypeName("threshold")
    @Doc("A metric over a sliding window lies above its threshold.")
    record Threshold(
            @Doc("What is measured.") Metric metric,

            @Doc(
                    "Above this the endpoint is bad: milliseconds for latency, a share of 0 to 1 for error-rate, cpu and memory, requests per second for throughput.")
            double threshold,

            @Doc("Length of the sliding window, milliseconds.")
            long windowMs,

            @Doc("One-sided confidence of the bound, 0.5 to 0.999999; for quantiles and the error rate.")
            double confidence,

            @Doc("Fewer samples than this in the window decide nothing.")
            int minSamples)
            implements Condition {
        public Threshold {
            Faults.measurable(metric);
            Faults.unless(Double.isFinite(threshold) && threshold >= 0, "threshold must be 0 or more: " + threshold);
            Faults.window("window", windowMs);
            Faults.confidence(confidence);
            Faults.samples(minSamples);
        }

        @Override
        public List<Long> windowsMs() {
            return List.of(windowMs);
        }
    }

    /**
     * The error budget of an objective burns too fast: in a long window, and still in a short one. A burn rate of 1
     * uses up the budget of 30 days in 30 days.
     */
    @JsonTypeName("slo")
    @Doc("The error budget of an objective burns too fast, in a long window and still in a short one.")
    record SloBurn(
            @Doc("Share of requests that have to be good, 0.5 to 0.99999.")
            double objective,

            @Doc("A request that takes longer is bad, milliseconds; missing when those are bad that failed.") @Nullable
            Double goodUnderMs,

            @Doc("One-sided confidence of the bound on the burn rate of the long window, 0.5 to 0.999999.")
            double confidence,

            @Doc("Fewer samples than this in the long window decide nothing.")
            int minSamples)
            implements Condition {
        /** Somebody has to be called: 2 % of the budget gone in an hour, or 5 % in six. */
        public static final List<Burn> PAGE = List.of(
                new Burn(14.4, Duration.ofHours(1), Duration.ofMinutes(5)),
                new Burn(6, Duration.ofHours(6), Duration.ofMinutes(30)));
        /** Somebody has to look into it: 10 % of the budget gone in a day, or in three. */
        public static final List<Burn> TICKET = List.of(
                new Burn(3, Duration.ofDays(1), Duration.ofHours(2)),
                new Burn(1, Duration.ofDays(3), Duration.ofHours(6)));

        /** A burn rate, and the windows over which it is too high. */
        public record Burn(double rate, Duration longWindow, Duration shortWindow) {}

        public SloBurn {
            Faults.unless(objective >= 0.5 && objective <= 0.99999, "objective must be 0.5 to 0.99999: " + objective);
            Faults.unless(
                    goodUnderMs == null || (Double.isFinite(goodUnderMs) && goodUnderMs > 0),
                    "goodUnder must be more than 0: " + goodUnderMs + " ms");
            Faults.confidence(confidence);
            Faults.samples(minSamples);
        }

        /** Share of requests that may be bad. */
        public double budget() {
            return 1 - objective;
        }

        @Override
        public List<Long> windowsMs() {
            return Stream.of(PAGE, TICKET)
                    .flatMap(List::stream)
                    .flatMap(burn -> Stream.of(burn.shortWindow(), burn.longWindow()))
                    .map(Duration::toMillis)
                    .toList();
        }
    }

    /**
     * A metric is a multiple of what it was: over the window now, compared with a stretch of the endpoint's own past. A
     * factor above 1 means 'more than', one below 1 'less than', which throughput alone can be accused of.
     */
    @JsonTypeName("baseline")
    @Doc("A metric is a multiple of what it was in a stretch of the endpoint's own past.")
    record Baseline(
            @Doc("What is measured.") Metric metric,

            @Doc("More than this multiple of its past is bad, 1 to 1000; or less than it, 0 to 1, for throughput.")
            double factor,

            @Doc("Length of the sliding window, milliseconds.")
            long windowMs,

            @Doc("Length of the past it is compared with, milliseconds.")
            long pastMs,

            @Doc("How long ago that past ended, milliseconds: at least the window.")
            long agoMs,

            @Doc("One-sided confidence of the bound, 0.5 to 0.999999; for quantiles, the error rate and throughput.")
            double confidence,

            @Doc("Fewer samples than this in the past decide nothing; in the window neither, unless less is bad.")
            int minSamples)
            implements Condition {
        public Baseline {
            Faults.measurable(metric);
            Faults.unless(
                    factor > 0 && factor <= 1_000 && factor != 1,
                    "factor must be above 1 (more than), or between 0 and 1 (less than), 1000 at most: " + factor);
            Faults.unless(
                    factor > 1 || metric == Metric.THROUGHPUT,
                    "only throughput can be too low; factor must be above 1: " + factor);
            Faults.unless(metric != Metric.USERS, "users of windows of different lengths cannot be compared");
            Faults.window("window", windowMs);
            Faults.window("past", pastMs);
            Faults.unless(
                    agoMs >= windowMs && agoMs % 1_000 == 0,
                    "ago must be whole seconds, and " + windowMs + " ms (the window) or more: " + agoMs + " ms");
            Faults.unless(pastMs + agoMs <= LONGEST.toMillis(), "past and ago together must be 3 days at most");
            Faults.confidence(confidence);
            Faults.samples(minSamples);
        }

        public boolean isTooLow() {
            return factor < 1;
        }

        @Override
        public List<Long> windowsMs() {
            return List.of(windowMs, pastMs + agoMs);
        }
    }

    /**
     * No sample for a while, of an endpoint whose past makes that improbable. Once there was none in all of that past,
     * silence is the rule and no longer an alert.
     */
    @JsonTypeName("silence")
    @Doc("No sample for a while, of an endpoint whose past makes that improbable.")
    record Silence(
            @Doc("How long nothing was heard, milliseconds.")
            long windowMs,

            @Doc("Length of the past before it that says how much was to be expected, milliseconds.")
            long pastMs,

            @Doc("How sure it must be that silence is no chance, 0.5 to 0.999999.")
            double confidence)
            implements Condition {
        public Silence {
            Faults.window("window", windowMs);
            Faults.window("past", pastMs);
            Faults.unless(windowMs + pastMs <= LONGEST.toMillis(), "window and past together must be 3 days at most");
            Faults.confidence(confidence);
        }

        @Override
        public List<Long> windowsMs() {
            return List.of(windowMs, windowMs + pastMs);
        }
    }

    /** The endpoint behaves otherwise than in its own healthy past; no threshold, but a rate of false alarms. */
    @JsonTypeName("drift")
    @Doc("The endpoint behaves otherwise than in its own healthy past.")
    record Drift(
            @Doc("How many false alarms are tolerable, per endpoint and month; 0.001 to 1000.")
            double falseAlarmsPerMonth,

            @Doc("What is compared.") Set<Signal> signals)
            implements Condition {
        /** What can drift. */
        public enum Signal {
            @JsonProperty("latency")
            LATENCY,
            @JsonProperty("errors")
            ERRORS,
            @JsonProperty("traffic")
            TRAFFIC
        }

        public Drift {
            // In one order, so that the same rule is the same bytes.
            signals = Collections.unmodifiableSet(
                    signals == null || signals.isEmpty() ? EnumSet.allOf(Signal.class) : EnumSet.copyOf(signals));
            Faults.unless(
                    falseAlarmsPerMonth >= 0.001 && falseAlarmsPerMonth <= 1_000,
                    "falseAlarmsPerMonth must be 0.001 to 1000: " + falseAlarmsPerMonth);
        }

        @Override
        public List<Long> windowsMs() {
            return List.of(1_000L);
        }
    }
}

package dev.flyball.cli.demo;

import dev.flyball.cli.demo.Moment.Mark;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.ArmMetrics;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OptimizationResult.Phase;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells events in plain words, each turn once: alerts and requests are published again while they go on. */
final class Story {
    private final Set<String> told = new HashSet<>();

    Optional<Told> of(Alert alert) {
        if (alert.state() == AlertState.FIRING && told.add(alert.id())) {
            return Optional.of(new Told(
                    Mark.ALERT,
                    alert.endpoint() + ": rule '" + alert.rule() + "' fires, " + name(alert.metric()) + " "
                            + amount(alert.metric(), alert.value()) + " is above "
                            + amount(alert.metric(), alert.threshold())));
        }
        // One that never fired was only suspected, and is nothing to tell of.
        boolean over = alert.state() == AlertState.RESOLVED && told.remove(alert.id());
        return over
                ? Optional.of(new Told(Mark.HEALED, alert.endpoint() + ": rule '" + alert.rule() + "' is resolved"))
                : Optional.empty();
    }

    /** Both arms of an action, of each window in which keys were treated. */
    Optional<Told> of(Board.Row row) {
        List<ArmMetrics> arms = row.arms();
        boolean treated =
                row.action().map(action -> action.phase() == Phase.STAGED).orElse(false);
        if (!treated
                || arms.size() < 2
                || !told.add(arms.get(0).action() + row.metrics().windowStart())) {
            return Optional.empty();
        }
        return Optional.of(new Told(
                Mark.MEASURE,
                row.metrics().endpoint() + ": treated keys " + figures(arms.get(0)) + "; the others "
                        + figures(arms.get(1))));
    }

    private static String figures(ArmMetrics arm) {
        return String.format(
                Locale.ROOT,
                "%d requests, %.1f %% failed, p95 %.0f ms",
                arm.count(),
                arm.count() == 0 ? 0 : 100.0 * arm.errors() / arm.count(),
                arm.responseTime().p95());
    }

    Optional<Told> of(OptimizationRequest request) {
        return told.add(request.alert().id() + "requested")
                ? Optional.of(
                        new Told(Mark.REQUEST, request.endpoint() + ": the processor asks the optimizer for help"))
                : Optional.empty();
    }

    Optional<Told> of(OptimizationResult result) {
        if (result.phase() == Phase.STARTED) {
            told.add(result.alert() + "helped");
        } else if (result.phase() == Phase.DECLINED && told.contains(result.alert() + "helped")) {
            // Help was asked for again while the first help takes its time.
            return Optional.empty();
        }
        return told.add(result.id() + result.phase() + result.permille())
                ? Optional.of(new Told(Mark.ACTION, result.endpoint() + ": " + outcome(result)))
                : Optional.empty();
    }

    private static String outcome(OptimizationResult result) {
        if (result.phase() == Phase.DECLINED) {
            return "nothing done. " + result.reason();
        }
        String what = result.type() + (result.namespace() == null ? "" : " on namespace " + result.namespace());
        return switch (result.phase()) {
            case STARTED -> what + ": keys are drawn. " + result.reason();
            case STAGED, RECOMMENDED -> what + ". " + result.reason();
            default ->
                what + " is judged: "
                        + String.valueOf(result.verdict())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', ' ')
                        + ". " + result.reason();
        };
    }

    private static String name(Metric metric) {
        return metric.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String amount(Metric metric, double value) {
        return switch (metric) {
            case ERROR_RATE, CPU, MEMORY -> String.format(Locale.ROOT, "%.1f %%", value * 100);
            case THROUGHPUT -> String.format(Locale.ROOT, "%.1f/s", value);
            case NETWORK -> String.format(Locale.ROOT, "%.0f bytes/s", value);
            case USERS -> String.format(Locale.ROOT, "%.0f", value);
            default -> String.format(Locale.ROOT, "%.0f ms", value);
        };
    }

    /** What happened, and what kind of thing it is. */
    record Told(Mark mark, String text) {}
}

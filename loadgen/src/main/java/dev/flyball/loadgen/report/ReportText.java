package dev.flyball.loadgen.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as a table. */
final class ReportText {
    private static final List<String> HEAD = List.of(
            "", "model", "sent", "unsent", "rate/s", "ok %", "p50", "p95", "p99", "max", "service p99", "lag p99");

    private final LoadReport report;

    ReportText(LoadReport report) {
        this.report = report;
    }

    @Override
    public String toString() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        for (LoadReport.OfPhase phase : report.phases()) {
            rows.add(row(phase.name() + (phase.warmup() ? " (warm-up)" : ""), phase.model(), phase.result()));
        }
        rows.add(row("total", "", report.total()));
        for (LoadReport.OfEndpoint endpoint : report.endpoints()) {
            rows.add(row("  " + endpoint.name(), "", endpoint.result()));
        }
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "%s, seed %d, %.1f s\n", report.scenario(), report.seed(), report.elapsedMs() / 1_000.0));
        if (report.stopped() != null) {
            text.append("stopped early: ").append(report.stopped()).append('\n');
        }
        text.append("times in ms from when a request was due\n\n");
        appendTable(rows, text);
        report.total()
                .errors()
                .forEach((kind, count) -> text.append("error ")
                        .append(kind)
                        .append(": ")
                        .append(count)
                        .append('\n'));
        return text.toString();
    }

    private static List<String> row(String name, String model, Result result) {
        return List.of(
                name,
                model,
                Long.toString(result.sent()),
                Long.toString(result.unsent()),
                format(result.achievedRate()),
                String.format(Locale.ROOT, "%.2f", result.successRate() * 100),
                format(result.responseTimeMs().p50()),
                format(result.responseTimeMs().p95()),
                format(result.responseTimeMs().p99()),
                format(result.responseTimeMs().max()),
                format(result.serviceTimeMs().p99()),
                format(result.scheduleLagMs().p99()));
    }

    private static String format(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** Names to the left, numbers to the right. */
    private static void appendTable(List<List<String>> rows, StringBuilder text) {
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String padding = " ".repeat(widths[column] - row.get(column).length());
                line.append(column == 0 ? row.get(column) + padding : "  " + padding + row.get(column));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }
}

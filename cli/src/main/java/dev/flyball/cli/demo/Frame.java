package dev.flyball.cli.demo;

import dev.flyball.cli.demo.Board.Row;
import dev.flyball.cli.text.Plain;
import dev.flyball.schemas.Arm;
import dev.flyball.schemas.ArmMetrics;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One picture of the demo: endpoints above, with both arms of an action, and the timeline below, no line wider and no more lines than fit. */
record Frame(Board board, String title, Paint paint) {
    private static final int NARROWEST = 60;
    private static final int FEWEST_LINES = 12;
    /** The columns between the endpoint and the state. */
    private static final int FIGURES = 43;
    /** What an endpoint's name gets before the state gets more than it must have. */
    private static final int ENDPOINT = 26;

    private static final int NARROWEST_STATE = 10;
    private static final int WIDEST_STATE = 24;
    /** Title, two blank lines, two headings, and one line so that the terminal does not scroll. */
    private static final int FURNITURE = 6;

    List<String> lines(int width, int height) {
        int columns = Math.max(NARROWEST, width);
        List<Row> rows = board.rows();
        List<String> lines = new ArrayList<>();
        lines.add(paint.strong(Plain.text("flyball demo  " + Moment.clock(board.elapsed()) + "  " + title, columns)));
        lines.add("");
        int state = Math.max(NARROWEST_STATE, Math.min(WIDEST_STATE, columns - FIGURES - ENDPOINT));
        lines.add(paint.strong(heading(columns - FIGURES - state)));
        rows.forEach(row -> {
            lines.add(line(row, columns - FIGURES - state, state));
            row.arms().forEach(arm -> lines.add(line(arm, columns - FIGURES - state)));
        });
        if (rows.isEmpty()) {
            lines.add("the first window of 10 s is not over yet");
        }
        lines.add("");
        lines.add(paint.strong("What happened"));
        int arms = rows.stream().mapToInt(row -> row.arms().size()).sum();
        int left = Math.max(FEWEST_LINES, height) - FURNITURE - Math.max(1, rows.size()) - arms;
        board.timeline(Math.max(1, left)).forEach(moment -> lines.add(moment.line(paint, columns)));
        return lines;
    }

    private static String heading(int width) {
        return fit("ENDPOINT", width)
                + String.format(
                                Locale.ROOT,
                                "%6s%8s%7s%7s%7s%6s  %-15s",
                                "RPS",
                                "ERRORS",
                                "P50",
                                "P95",
                                "P99",
                                "USERS",
                                "STATE")
                        .stripTrailing();
    }

    private String line(Row row, int width, int stateWidth) {
        EndpointMetrics metrics = row.metrics();
        String figures = String.format(
                Locale.ROOT,
                "%6.1f%7.1f%%%7.0f%7.0f%7.0f%6d  ",
                metrics.throughput(),
                metrics.errorRate() * 100,
                metrics.responseTime().p50(),
                metrics.responseTime().p95(),
                metrics.responseTime().p99(),
                metrics.concurrentUsers());
        String endpoint = fit(metrics.endpoint(), width);
        return endpoint + figures + state(row, stateWidth);
    }

    /** One side of an action, below its endpoint: the same figures of the same seconds. */
    private static String line(ArmMetrics arm, int width) {
        double errorRate = arm.count() == 0 ? 0 : (double) arm.errors() / arm.count();
        return fit(arm.arm() == Arm.TREATED ? "  treated keys" : "  the others", width)
                + String.format(
                        Locale.ROOT,
                        "%6d%7.1f%%%7.0f%7.0f%7.0f",
                        arm.count(),
                        errorRate * 100,
                        arm.responseTime().p50(),
                        arm.responseTime().p95(),
                        arm.responseTime().p99());
    }

    private String state(Row row, int width) {
        String action = row.action().map(Frame::words).orElse("");
        return row.troubled()
                ? paint.bad(Plain.text(String.join(", ", row.alerts()) + action, width))
                : paint.good(Plain.text("ok" + action, width));
    }

    private static String words(OptimizationResult action) {
        Integer permille = action.permille();
        return " (" + action.type() + (permille == null || permille == 0 ? "" : " " + permille / 10 + " %") + ")";
    }

    private static String fit(String text, int width) {
        String plain = Plain.text(text, width - 1);
        return plain + " ".repeat(width - plain.length());
    }
}

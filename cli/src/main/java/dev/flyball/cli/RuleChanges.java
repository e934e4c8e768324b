package dev.flyball.cli;

import dev.flyball.cli.rules.RulePlan;
import java.io.PrintWriter;
import java.util.List;

/** Prints what would change. */
final class RuleChanges {
    /** A change as it is printed. */
    private record Row(String change, String name, List<String> fields) {}

    private RuleChanges() {}

    static void print(RulePlan plan, OutputOption output, PrintWriter out) {
        if (output.isJson()) {
            List<Row> rows = plan.changes().stream()
                    .map(change -> new Row(change.sign(), change.name(), change.fields()))
                    .toList();
            output.print(out, rows, List.of());
            return;
        }
        plan.changes().forEach(change -> {
            out.println(change.sign() + " " + change.name());
            change.fields().forEach(field -> out.println("    " + field));
        });
        if (plan.changes().isEmpty()) {
            out.println("nothing changes");
        }
        out.flush();
    }
}

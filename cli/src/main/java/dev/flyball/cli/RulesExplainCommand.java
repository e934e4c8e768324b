package dev.flyball.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.text.Plain;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flyball rules explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {"Asks a running processor why each rule holds at an endpoint, or does not.", ""},
        footer = {"", "Example: flyball rules explain 'storefront|GET /api/products/{id}'"})
final class RulesExplainCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(paramLabel = "ENDPOINT", description = "service|operation, or the operation where it is unique.")
    @SuppressWarnings("NullAway.Init") // picocli
    private String endpoint;

    RulesExplainCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() {
        JsonNode explained = new ProcessorClient(options.load().processor().http()).explain(endpoint);
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(explained);
        } else {
            explained.path("rules").forEach(rule -> print(rule, out));
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void print(JsonNode rule, PrintWriter out) {
        out.println(Plain.text(rule.path("rule").asText()) + ": "
                + Plain.text(rule.path("outcome").asText()) + value(rule));
        rule.path("gates")
                .forEach(gate -> out.println("    " + (gate.path("passes").asBoolean() ? "yes" : "no ") + "  "
                        + Plain.text(gate.path("name").asText()) + " " + number(gate.path("value")) + ", held against "
                        + number(gate.path("bound"))));
        JsonNode left = rule.path("evidence").path("budgetLeft");
        if (left.isNumber()) {
            out.println("         error budget of 3 days left: " + number(left));
        }
    }

    private static String value(JsonNode rule) {
        return rule.has("value")
                ? ", " + Plain.text(rule.path("metric").asText()) + " " + number(rule.path("value"))
                        + (rule.has("usual") ? ", usual " + number(rule.path("usual")) : "") + ", threshold "
                        + number(rule.path("threshold"))
                : "";
    }

    private static String number(JsonNode number) {
        return String.format(Locale.ROOT, "%.4f", number.asDouble()).replaceAll("\\.?0+$", "");
    }
}

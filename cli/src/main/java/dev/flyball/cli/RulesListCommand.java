package dev.flyball.cli;

import dev.flyball.cli.config.FlyballConfig;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.preflight.Preflight;
import dev.flyball.cli.rules.Described;
import dev.flyball.cli.rules.RulesTopic;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.json.EventJson;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code flyball rules list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Prints the rules that were told, and what is kept out. Those built in or configured count beside them.",
            ""
        },
        footer = {"", "Example: flyball rules list --output json"})
final class RulesListCommand implements Callable<Integer> {
    private static final List<OutputOption.Column<Row>> COLUMNS = List.of(
            new OutputOption.Column<>("RULE", Row::name),
            new OutputOption.Column<>("VERSION", row -> row.ofRule(rule -> Long.toString(rule.version()))),
            new OutputOption.Column<>(
                    "VALID FROM",
                    row -> row.ofRule(
                            rule -> Instant.ofEpochMilli(rule.validFrom()).toString())),
            new OutputOption.Column<>("WHEN", Row::when),
            new OutputOption.Column<>(
                    "SEVERITY", row -> row.ofRule(rule -> rule.severity().name().toLowerCase(Locale.ROOT))),
            new OutputOption.Column<>("MATCH", row -> row.ofRule(RulesListCommand::matches)),
            new OutputOption.Column<>("OWNER", row -> row.ofRule(rule -> rule.owner() == null ? "" : rule.owner())));

    /**
     * A rule that was told, or a record that processors keep out.
     *
     * @param rule missing for the latter
     * @param refused why; missing for the former
     */
    private record Row(
            String name, @Nullable Rule rule, @Nullable String refused) {
        String ofRule(Function<Rule, String> text) {
            return rule == null ? "" : text.apply(rule);
        }

        String when() {
            return refused == null
                    ? ofRule(rule -> rule.enabled() ? Described.of(rule.condition()) : "switched off")
                    : "refused: " + refused;
        }

        /** The rule itself, or what there is instead. */
        Object json() {
            return rule == null ? Map.of("name", name, "refused", String.valueOf(refused)) : rule;
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Mixin
    private final OutputOption output = new OutputOption();

    RulesListCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() {
        FlyballConfig config = options.load();
        new Preflight(config).kafka().close();
        RulesTopic.Told told =
                new RulesTopic(config.kafka(), config.topics().rules().name()).read();
        List<Row> rows = Stream.concat(
                        told.rules().values().stream().map(rule -> new Row(rule.name(), rule, null)),
                        told.refused().entrySet().stream()
                                .map(refused -> new Row(refused.getKey(), null, refused.getValue())))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            List<Object> json = rows.stream().map(Row::json).toList();
            out.println(new String(EventJson.write(json), StandardCharsets.UTF_8));
            out.flush();
        } else {
            output.print(out, rows, COLUMNS);
        }
        return ExitCode.OK;
    }

    private static String matches(Rule rule) {
        return rule.match().stream()
                .map(match -> match.service() + "|" + match.endpoint())
                .collect(Collectors.joining(", "));
    }
}

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
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code flyball rules list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {"Prints the rules that were told; those built in or configured count beside them.", ""},
        footer = {"", "Example: flyball rules list --output json"})
final class RulesListCommand implements Callable<Integer> {
    private static final List<OutputOption.Column<Rule>> COLUMNS = List.of(
            new OutputOption.Column<>("RULE", Rule::name),
            new OutputOption.Column<>("VERSION", rule -> Long.toString(rule.version())),
            new OutputOption.Column<>(
                    "VALID FROM", rule -> Instant.ofEpochMilli(rule.validFrom()).toString()),
            new OutputOption.Column<>("WHEN", rule -> rule.enabled() ? Described.of(rule.condition()) : "switched off"),
            new OutputOption.Column<>("SEVERITY", rule -> rule.severity().name().toLowerCase(Locale.ROOT)),
            new OutputOption.Column<>("MATCH", RulesListCommand::matches),
            new OutputOption.Column<>("OWNER", rule -> rule.owner() == null ? "" : rule.owner()));

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
        List<Rule> told = List.copyOf(
                new RulesTopic(config.kafka(), config.topics().rules().name())
                        .read()
                        .values());
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            out.println(new String(EventJson.write(told), StandardCharsets.UTF_8));
            out.flush();
        } else {
            output.print(out, told, COLUMNS);
        }
        return ExitCode.OK;
    }

    private static String matches(Rule rule) {
        return rule.match().stream()
                .map(match -> match.service() + "|" + match.endpoint())
                .collect(Collectors.joining(", "));
    }
}

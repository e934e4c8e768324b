package dev.flyball.cli;

import dev.flyball.cli.OutputOption.Column;
import dev.flyball.cli.config.FlyballConfig;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.preflight.Preflight;
import dev.flyball.cli.topics.TopicTail;
import dev.flyball.optimizer.learn.Scores;
import dev.flyball.optimizer.learn.Standing;
import dev.flyball.schemas.ActionScore;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.json.MalformedEventException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code flyball actions scores}. */
@Command(
        name = "scores",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {"Prints what has helped against what, as far as the optimizer has learned it.", ""},
        footer = {"", "Example: flyball actions scores --output json"})
final class ActionsScoresCommand implements Callable<Integer> {
    private static final List<Column<Row>> COLUMNS = List.of(
            new Column<>("SYMPTOM", Row::symptom),
            new Column<>("TRAFFIC", row -> row.tier().toLowerCase(Locale.ROOT)),
            new Column<>("STRATEGY", Row::strategy),
            new Column<>("TRIES", row -> Long.toString(row.tries())),
            new Column<>("MEAN EFFECT", row -> String.format(Locale.ROOT, "%+.1f %%", 100 * row.effect())),
            new Column<>("BEST", row -> percent(row.best())),
            new Column<>("WORSE", row -> percent(row.worse())),
            new Column<>("DISABLED", row -> row.disabled() ? "yes" : ""));

    /**
     * A line of the table.
     *
     * @param effect relative improvement that is expected
     * @param best how likely it is to be better than the others and than nothing
     * @param worse how likely it is to make things worse by a relevant share
     */
    private record Row(
            String symptom,
            String tier,
            String strategy,
            long tries,
            double effect,
            double best,
            double worse,
            boolean disabled) {
        static Row of(Standing standing) {
            return new Row(
                    standing.cell().symptom(),
                    standing.cell().tier().name(),
                    standing.cell().strategy(),
                    standing.tries(),
                    standing.effect(),
                    standing.best(),
                    standing.worse(),
                    standing.isDisabled());
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Mixin
    private final OutputOption output = new OutputOption();

    ActionsScoresCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() {
        FlyballConfig config = options.load();
        new Preflight(config).kafka().close();
        Map<String, ActionScore> parts = new HashMap<>();
        try (TopicTail scores =
                TopicTail.ofAll(config.kafka(), config.topics().actionScores().name())) {
            scores.toEndByKey((key, value) -> take(key, value, parts));
        }
        List<Row> rows = Standing.of(
                        Scores.of(parts.values()), InstantSource.system().millis())
                .stream()
                .map(Row::of)
                .toList();
        output.print(spec.commandLine().getOut(), rows, COLUMNS);
        return ExitCode.OK;
    }

    /** What cannot be read is left out, as the optimizer does. */
    private static void take(String key, byte @Nullable [] value, Map<String, ActionScore> parts) {
        if (value == null) {
            parts.remove(key);
            return;
        }
        try {
            parts.put(key, EventJson.read(value, ActionScore.class));
        } catch (MalformedEventException e) {
            parts.remove(key);
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}

package dev.flyball.cli;

import dev.flyball.cli.actions.ActionLog;
import dev.flyball.cli.actions.Told;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.text.Plain;
import dev.flyball.schemas.Freeze;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flyball actions freeze}: the kill switch. */
@Command(
        name = "freeze",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "The kill switch: takes back what is running, and lets nothing begin until it is lifted or over.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  flyball actions freeze --reason 'the sale begins'",
            "  flyball actions freeze products --for 2h --reason 'prices are imported'"
        })
final class ActionsFreezeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Mixin
    private final OrderOptions by = new OrderOptions();

    @Parameters(arity = "0..1", paramLabel = "NAMESPACE", description = "Just this namespace; else all.")
    private @Nullable String namespace;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "Ends by itself after that time, such as 30m or 2h; else when it is lifted.")
    private @Nullable Duration length;

    ActionsFreezeCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() {
        ActionLog log = OrderOptions.log(options.load());
        long now = InstantSource.system().millis();
        Freeze freeze = freeze(namespace, true, now, length == null ? null : now + length.toMillis(), by);
        Set<String> running = log.told(Duration.ofDays(1)).stream()
                .filter(told -> told.isRunning()
                        && (namespace == null || namespace.equals(told.newest().namespace())))
                .map(Told::id)
                .collect(Collectors.toUnmodifiableSet());
        Set<String> left = log.freeze(freeze, running);
        PrintWriter out = spec.commandLine().getOut();
        out.println(Plain.text(freeze.words() + " Of " + running.size() + " running actions "
                + (running.size() - left.size()) + " were taken back."));
        out.flush();
        if (!left.isEmpty()) {
            throw Failure.failed("not heard to have ended: " + String.join(", ", left)
                    + "; if no optimizer runs, their control records end by themselves within a minute");
        }
        return ExitCode.OK;
    }

    static Freeze freeze(@Nullable String namespace, boolean active, long now, @Nullable Long until, OrderOptions by) {
        try {
            return new Freeze(Freeze.SCHEMA_VERSION, namespace, active, now, until, by.by(), by.reason());
        } catch (IllegalArgumentException e) {
            throw Failure.usage(Objects.requireNonNullElse(e.getMessage(), "not a freeze"));
        }
    }
}

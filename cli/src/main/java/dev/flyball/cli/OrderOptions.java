package dev.flyball.cli;

import dev.flyball.cli.actions.ActionLog;
import dev.flyball.cli.config.FlyballConfig;
import dev.flyball.cli.preflight.Preflight;
import java.time.InstantSource;
import picocli.CommandLine.Option;

/** Who orders something, and why. */
final class OrderOptions {
    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who orders it; it is kept on the log (default: ${DEFAULT-VALUE}).")
    private String by = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why, in a few words; it is kept on the log.")
    private String reason = "";

    String by() {
        return by;
    }

    String reason() {
        return reason;
    }

    /** The log of actions, once Kafka and its topics were seen to be there. */
    static ActionLog log(FlyballConfig config) {
        new Preflight(config).topics();
        return new ActionLog(config.kafka(), config.topics(), InstantSource.system());
    }
}

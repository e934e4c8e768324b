package dev.flyball.cli;

import dev.flyball.cli.config.FlyballConfig;
import dev.flyball.cli.config.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that has a configuration. */
final class ConfigOptions {
    private final Surroundings surroundings;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Configuration to read; else the file that FLYBALL_CONFIG names, else ./flyball.yaml.")
    private @Nullable Path file;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = "Sets one setting, over file and environment; may be given several times.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = {"-v", "--verbose"},
            description = "Logs more to stderr.")
    private boolean verbose;

    ConfigOptions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    FlyballConfig load() {
        if (verbose) {
            Logging.verbose();
        }
        return FlyballConfig.load(surroundings, file, assignments);
    }
}

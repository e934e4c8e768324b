package dev.flyball.cli;

import dev.flyball.cli.config.FlyballConfig;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.preflight.Preflight;
import dev.flyball.cli.topics.ClusterTopics;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code flyball topics list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {"Prints the topic catalogue, and how each topic stands on the cluster.", ""},
        footer = {"", "Example: flyball topics list --set kafka.bootstrap.servers=broker:9092 --output json"})
final class TopicsListCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Mixin
    private final OutputOption output = new OutputOption();

    TopicsListCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() {
        FlyballConfig config = options.load();
        try (Admin admin = new Preflight(config).kafka()) {
            TopicRow.print(new ClusterTopics(admin, config.topics()).compare(), output, spec);
        }
        return ExitCode.OK;
    }
}

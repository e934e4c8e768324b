package dev.flyball.cli;

import dev.flyball.cli.config.FlyballConfig;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.preflight.Preflight;
import dev.flyball.cli.topics.ClusterTopics;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball topics create}. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Creates the topics that are missing and says how the others differ from the catalogue.",
            "Run it as often as you like: topics that exist are left as they are.",
            ""
        },
        footer = {"", "Example: flyball topics create --replication-factor 3 --set topics.partitions=12"})
final class TopicsCreateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "Copies of each partition; else the cluster's default.")
    private @Nullable Short replicationFactor;

    TopicsCreateCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() {
        FlyballConfig config = options.load();
        if (replicationFactor != null && replicationFactor < 1) {
            throw Failure.usage("--replication-factor must be 1 or more, not " + replicationFactor);
        }
        try (Admin admin = new Preflight(config).kafka()) {
            ClusterTopics topics = new ClusterTopics(admin, config.topics());
            TopicRow.print(topics.create(Optional.ofNullable(replicationFactor)), output, spec);
        }
        return ExitCode.OK;
    }
}

package dev.flyball.cli;

import dev.flyball.cli.config.FlyballConfig;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.lifecycle.Service;
import dev.flyball.cli.preflight.Preflight;
import dev.flyball.cli.storefront.Storefront;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball storefront}. */
@Command(
        name = "storefront",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Runs the demo's shop against your own Kafka and Redis: something to watch while you try things.",
            "",
            "Its products are in memory and lost when it ends. It has no access control: keep it off the open network.",
            ""
        },
        footer = {"", "Example: flyball storefront --port 8080 --set redis.url=redis://redis:6379"})
final class StorefrontCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port to listen on; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    StorefrontCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        FlyballConfig config = options.load();
        Preflight preflight = new Preflight(config);
        preflight.topics();
        preflight.redis();
        Storefront storefront =
                Storefront.start(new Storefront.Settings(config.kafka(), config.topics(), config.redis(), host, port));
        return Service.run(storefront, () -> {
            storefront.startPublishing();
            spec.commandLine()
                    .getErr()
                    .println("flyball: the shop is open at http://" + host + ":" + storefront.port()
                            + "/api/products; stop it with Ctrl-C");
            Service.awaitEnd(() -> false);
            return ExitCode.OK;
        });
    }
}

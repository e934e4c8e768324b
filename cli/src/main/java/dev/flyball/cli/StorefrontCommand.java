package dev.flyball.cli;

import dev.flyball.cli.config.FlyballConfig;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.lifecycle.Parts;
import dev.flyball.cli.lifecycle.Service;
import dev.flyball.cli.preflight.Preflight;
import dev.flyball.cli.storefront.FaultTimeline;
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

    @Option(
            names = "--faults",
            description = "Lets things go wrong again and again: a bad deploy, a slow database, a slow partner.")
    private boolean faults;

    StorefrontCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        FlyballConfig config = options.load();
        Preflight preflight = new Preflight(config);
        preflight.topics();
        preflight.redis();
        Parts parts = new Parts();
        Storefront storefront = parts.add(
                Storefront.start(new Storefront.Settings(config.kafka(), config.topics(), config.redis(), host, port)));
        return Service.run(parts, () -> {
            storefront.startPublishing();
            tell("the shop is open at http://" + host + ":" + storefront.port() + "/api/products; stop it with Ctrl-C");
            if (faults) {
                parts.add(FaultTimeline.start(storefront, this::tell));
            }
            Service.awaitEnd(() -> false);
            return ExitCode.OK;
        });
    }

    private void tell(String what) {
        spec.commandLine().getErr().println("flyball: " + what);
    }
}

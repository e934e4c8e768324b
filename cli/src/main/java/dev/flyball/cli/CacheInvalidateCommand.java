package dev.flyball.cli;

import dev.flyball.cache.CacheClient;
import dev.flyball.cache.control.Invalidation;
import dev.flyball.cache.log.LogView;
import dev.flyball.cli.cache.Announcements;
import dev.flyball.cli.cache.CacheAccess;
import dev.flyball.cli.cache.Target;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.text.Plain;
import dev.flyball.schemas.CacheControl;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flyball cache invalidate}. */
@Command(
        name = "invalidate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Makes values unusable in every app and in Redis: a key, those with a tag or with keys like a pattern, or all.",
            "",
            "All but that of a key is one record on the control log, however many values there are. With --soft old values"
                    + " may be served while one caller loads.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  flyball cache invalidate products 42",
            "  flyball cache invalidate products --tag brand:acme --soft --reason 'new prices'"
        })
final class CacheInvalidateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Parameters(index = "0", paramLabel = "NAMESPACE", description = "Namespace of the cache.")
    @SuppressWarnings("NullAway.Init") // picocli
    private String namespace;

    @Parameters(index = "1", arity = "0..1", paramLabel = "KEY", description = "Just this key.")
    private @Nullable String key;

    @Option(names = "--tag", paramLabel = "TAG", description = "All values with this tag.")
    private @Nullable String tag;

    @Option(
            names = "--pattern",
            paramLabel = "GLOB",
            description = "All values whose keys match; a star stands for any characters, all else for itself.")
    private @Nullable String pattern;

    @Option(names = "--soft", description = "Old values may be served while one caller loads.")
    private boolean soft;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "flyball cache invalidate",
            description = "Why; it is kept on the log (default: ${DEFAULT-VALUE}).")
    private String reason = "";

    @Option(names = "--dry-run", description = "Shows what would be written, and writes nothing.")
    private boolean dryRun;

    @Option(names = "--without-kafka", description = "There is no control log: only a KEY can be invalidated.")
    private boolean withoutKafka;

    CacheInvalidateCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        CacheAccess access = new CacheAccess(options.load(), InstantSource.system());
        CacheAccess.namespace(namespace);
        Target target = target();
        if (withoutKafka && !(target instanceof Target.Key)) {
            throw Failure.usage("without Kafka only a KEY can be invalidated");
        }
        if (!withoutKafka) {
            requireKnown(access.log());
        }
        if (dryRun) {
            String plan = target.plan(namespace, access);
            spec.commandLine().getOut().println(Plain.text(plan));
            spec.commandLine().getOut().flush();
            return ExitCode.OK;
        }
        Announcements announcements = new Announcements();
        try (CacheClient client = access.client(!withoutKafka, announcements)) {
            target.invalidate(client, namespace);
        }
        announcements.requireAll();
        spec.commandLine().getErr().println(Plain.text("flyball: invalidated " + target + " of " + namespace));
        return ExitCode.OK;
    }

    private void requireKnown(LogView log) {
        if (log.table().knows(namespace)) {
            return;
        }
        throw Failure.failed(
                "no app has a namespace " + namespace + " in the cache, so nothing of it is valid; those are: "
                        + log.records().stream()
                                .map(CacheControl::namespace)
                                .distinct()
                                .limit(20)
                                .collect(Collectors.joining(", ")));
    }

    private Target target() {
        if (Stream.of(key, tag, pattern).filter(Objects::nonNull).count() > 1) {
            throw Failure.usage("either a KEY, or --tag, or --pattern, or none of them for the whole namespace");
        }
        if (key != null && soft) {
            throw Failure.usage("a key cannot be invalidated softly: it is removed");
        }
        Invalidation strength = soft ? Invalidation.SOFT : Invalidation.HARD;
        return key != null ? new Target.Key(key) : Target.of(tag, pattern, strength, reason);
    }
}

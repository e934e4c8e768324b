package dev.flyball.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.entry.Envelope;
import dev.flyball.cli.cache.CacheAccess;
import dev.flyball.cli.cache.EntryReport;
import dev.flyball.cli.config.Surroundings;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flyball cache get}. */
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Shows a value of the cache: what is in it, how old it is, and whether an app would serve it now.",
            ""
        },
        footer = {"", "Example: flyball cache get products 42"})
final class CacheGetCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "NAMESPACE", description = "Namespace of the cache.")
    @SuppressWarnings("NullAway.Init") // picocli
    private String namespace;

    @Parameters(index = "1", paramLabel = "KEY", description = "Key in it, as the app uses it.")
    @SuppressWarnings("NullAway.Init") // picocli
    private String key;

    @Option(names = "--raw", description = "Prints the value alone, as the app wrote it.")
    private boolean raw;

    @Option(names = "--without-kafka", description = "There is no control log: the value is not judged.")
    private boolean withoutKafka;

    CacheGetCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() {
        CacheAccess access = new CacheAccess(options.load(), InstantSource.system());
        EntryKey entry = EntryKey.of(CacheAccess.namespace(namespace), key);
        Envelope envelope = access.value(entry)
                .map(bytes -> Envelope.of(bytes)
                        .orElseThrow(() -> Failure.failed("what is there for " + key
                                + " was not written by this version" + " of the cache: apps take it for a miss")))
                .orElseThrow(() -> Failure.failed("no value of " + key + " in " + namespace));
        PrintWriter out = spec.commandLine().getOut();
        if (raw) {
            out.print(new String(EntryReport.body(envelope), UTF_8));
            out.flush();
            return ExitCode.OK;
        }
        EntryReport report = EntryReport.of(entry, envelope, withoutKafka ? null : access.log(), access.nowMs());
        output.printOne(out, report, EntryReport::lines);
        return ExitCode.OK;
    }
}

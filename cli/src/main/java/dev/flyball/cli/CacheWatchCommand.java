package dev.flyball.cli;

import dev.flyball.cache.log.LogTail;
import dev.flyball.cache.log.LogView;
import dev.flyball.cli.cache.CacheAccess;
import dev.flyball.cli.cache.WatchLine;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.lifecycle.Service;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flyball cache watch}. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Shows every change of the cache as it happens: invalidations, modes, times to live, changes of keys.",
            "",
            "One line each, or one JSON object per line; ends with Ctrl-C.",
            ""
        },
        footer = {"", "Example: flyball cache watch products"})
final class CacheWatchCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(100);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAMESPACE", description = "Just this namespace.")
    private @Nullable String namespace;

    @Option(names = "--count", paramLabel = "N", description = "Ends after so many changes.")
    private long count = Long.MAX_VALUE;

    CacheWatchCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        CacheAccess access = new CacheAccess(options.load(), InstantSource.system());
        String wanted = namespace == null ? null : CacheAccess.namespace(namespace);
        if (count < 1) {
            throw Failure.usage("--count must be 1 or more, not " + count);
        }
        AtomicBoolean ending = new AtomicBoolean();
        try (LogTail tail = access.tail(Duration.ZERO)) {
            LogView view = new LogView(System::nanoTime);
            tail.toEnd(view::take);
            spec.commandLine().getErr().println("flyball: watching; stop it with Ctrl-C");
            Service.run(() -> ending.set(true), () -> follow(tail, view, wanted, ending));
        }
        return ExitCode.OK;
    }

    private long follow(LogTail tail, LogView view, @Nullable String wanted, AtomicBoolean ending) {
        AtomicLong left = new AtomicLong(count);
        while (left.get() > 0 && !ending.get()) {
            tail.next(POLL, entry -> {
                WatchLine line = WatchLine.of(entry, view);
                view.take(entry);
                if ((wanted == null || wanted.equals(line.namespace())) && left.getAndDecrement() > 0) {
                    print(line);
                }
            });
        }
        return left.get();
    }

    private void print(WatchLine line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(output.isJson() ? OutputOption.json(line) : line.text());
        out.flush();
    }
}

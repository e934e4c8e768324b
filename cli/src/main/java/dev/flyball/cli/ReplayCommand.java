package dev.flyball.cli;

import dev.flyball.cli.OutputOption.Column;
import dev.flyball.cli.config.FlyballConfig;
import dev.flyball.cli.config.Surroundings;
import dev.flyball.cli.lifecycle.Service;
import dev.flyball.cli.preflight.Preflight;
import dev.flyball.cli.replay.AlertRow;
import dev.flyball.cli.replay.EndpointRow;
import dev.flyball.cli.replay.EventKind;
import dev.flyball.cli.replay.EventLines;
import dev.flyball.cli.replay.FileLog;
import dev.flyball.cli.replay.Moment;
import dev.flyball.cli.replay.ReplayOutput;
import dev.flyball.cli.replay.ReplayReport;
import dev.flyball.cli.replay.ReplayRun;
import dev.flyball.cli.replay.ReplayTalk;
import dev.flyball.cli.replay.SampleLog;
import dev.flyball.cli.replay.TopicLog;
import dev.flyball.cli.rules.RuleFile;
import dev.flyball.cli.rules.RulesTopic;
import dev.flyball.cli.text.Amount;
import dev.flyball.cli.text.Plain;
import dev.flyball.processor.ProcessorConfig;
import dev.flyball.processor.monitor.MonitorSettings;
import dev.flyball.processor.replay.Range;
import dev.flyball.processor.replay.ReplaySettings;
import dev.flyball.processor.rules.RuleBook;
import dev.flyball.processor.rules.RuleSet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code flyball replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Lets the processor's rules judge samples of the past, from the topic or from a file, at full speed.",
            "",
            "Nothing is written and nothing acts. Metrics and alerts come out as one JSON object per line.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  flyball replay --file examples/slow-checkout.ndjson.gz --output table",
            "  flyball replay --from -2h --rules examples/rules.yaml --only alerts"
        })
final class ReplayCommand implements Callable<Integer> {
    private static final Duration SHORTEST_WARM_UP = Duration.ofMinutes(1);
    private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(10);

    private static final List<Column<AlertRow>> ALERT_COLUMNS = List.of(
            new Column<>("STARTED", AlertRow::started),
            new Column<>("FIRED", AlertRow::firedAt),
            new Column<>("RESOLVED", AlertRow::resolved),
            new Column<>("ENDPOINT", AlertRow::endpoint),
            new Column<>("RULE", AlertRow::rule),
            new Column<>("VALUE", AlertRow::value),
            new Column<>("PEAK", AlertRow::peak));

    private static final List<Column<EndpointRow>> ENDPOINT_COLUMNS = List.of(
            new Column<>("ENDPOINT", EndpointRow::endpoint),
            new Column<>("WINDOWS", row -> Amount.count(row.windows())),
            new Column<>("REQUESTS", row -> Amount.count(row.count())),
            new Column<>("ERRORS", row -> Amount.percent(row.errorRate())),
            new Column<>("WORST P95", row -> String.format(Locale.ROOT, "%.0f ms", row.worstP95())));

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Option(names = "--from", paramLabel = "TIME", description = "Begin: 2026-01-31T10:00:00Z, epoch ms, or -2h.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "End; else now.")
    private @Nullable String to;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "How much is read before the begin, to fill the rules' windows; else the longest of them, 10m"
                    + " at most.")
    private @Nullable Duration warmUp;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Samples, one per line, gzip or not, instead of the topic; - for stdin.")
    private @Nullable Path file;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "Just these rules, as docs/rules.md has them, instead of those that count now.")
    private @Nullable Path rules;

    @Option(names = "--only", paramLabel = "KIND", description = "alerts or metrics; else both.")
    private @Nullable EventKind only;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "json",
            description = "json as it goes, or table at the end (default: ${DEFAULT-VALUE}).")
    private OutputOption.Format format = OutputOption.Format.json;

    private final InstantSource wallClock = InstantSource.system();

    ReplayCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        ProcessorConfig processor = options.load().processor();
        if (file != null) {
            requireFileAlone();
            MonitorSettings monitor =
                    withRules(processor.monitor(), rules(processor.monitor().rules()));
            try (SampleLog log = FileLog.open(file, wallClock.millis())) {
                return replay(
                        log,
                        ReplaySettings.ofFile(processor.event(), monitor).withCardinality(processor.cardinality()));
            }
        }
        return replayTopic(options.load());
    }

    private void requireFileAlone() {
        if (from != null || to != null || warmUp != null) {
            throw Failure.usage("either --file or --from, --to and --warm-up: a file is replayed as a whole");
        }
    }

    private int replayTopic(FlyballConfig config) throws Exception {
        ProcessorConfig processor = config.processor();
        Range range = range(processor.event().allowedLateness());
        new Preflight(config).kafka().close();
        RuleSet judging =
                rules == null ? told(config) : rules(processor.monitor().rules());
        MonitorSettings monitor = withRules(processor.monitor(), judging);
        String topic = config.topics().requestSamples().name();
        try (SampleLog log = TopicLog.open(
                config.kafka(), topic, range.fromMs() - warmUp(judging).toMillis())) {
            return replay(
                    log,
                    ReplaySettings.ofTopic(log.partitions(), processor.event(), monitor, range)
                            .withCardinality(processor.cardinality()));
        }
    }

    /** What is younger than samples may be late is not over yet. */
    private Range range(Duration allowedLateness) {
        if (from == null) {
            throw Failure.usage("which samples? Give --from (and --to), or --file");
        }
        long now = wallClock.millis();
        long fromMs = moment("--from", from, now);
        long endMs = now - allowedLateness.toMillis();
        long toMs = to == null ? endMs : Math.min(moment("--to", to, now), endMs);
        if (fromMs >= toMs) {
            throw Failure.usage("--from must lie before " + (to == null ? "now" : "--to and now") + ": " + from);
        }
        return new Range(fromMs, toMs);
    }

    private static long moment(String option, String text, long nowMs) {
        try {
            return Moment.parse(text, nowMs);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(option + ": " + e.getMessage());
        }
    }

    private RuleSet rules(RuleSet configured) {
        return rules == null ? configured : new RuleSet(RuleFile.read(rules));
    }

    /** The rules that count now, or were told to count soon, count as if they always had. */
    private static RuleSet told(FlyballConfig config) {
        RuleBook book = new RuleBook(config.processor().monitor().rules());
        new RulesTopic(config.kafka(), config.topics().rules().name())
                .read()
                .rules()
                .values()
                .forEach(rule -> book.tell(rule.versioned(rule.version(), 0)));
        return book.at(0);
    }

    private static MonitorSettings withRules(MonitorSettings monitor, RuleSet rules) {
        return new MonitorSettings(rules, monitor.lateRetention(), monitor.requestEvery(), monitor.endpointExpiry());
    }

    private Duration warmUp(RuleSet judging) {
        if (warmUp != null) {
            return warmUp;
        }
        Duration longest = judging.longestWindow();
        if (longest.compareTo(SHORTEST_WARM_UP) < 0) {
            return SHORTEST_WARM_UP;
        }
        return longest.compareTo(LONGEST_WARM_UP) < 0 ? longest : LONGEST_WARM_UP;
    }

    private int replay(SampleLog log, ReplaySettings settings) throws Exception {
        ReplayOutput all = output(settings.monitor());
        ReplayRun run = new ReplayRun(
                log, settings, only == null ? all : only.only(all), new ReplayTalk(this::say, System::nanoTime));
        Service.run(run::stop, () -> {
            run.run();
            return ExitCode.OK;
        });
        return ExitCode.OK;
    }

    private ReplayOutput output(MonitorSettings monitor) {
        PrintWriter out = spec.commandLine().getOut();
        // A PrintWriter over System.out never hears that nobody reads it any more.
        return format == OutputOption.Format.json
                ? new EventLines(out, System.out::checkError)
                : new ReplayReport(monitor.lateRetention(), report -> print(report, out));
    }

    private void print(ReplayReport report, PrintWriter out) {
        if (only != EventKind.METRICS) {
            Table.of(report.alerts(), ALERT_COLUMNS).lines().forEach(out::println);
        }
        if (only == null) {
            out.println();
        }
        if (only != EventKind.ALERTS) {
            Table.of(report.endpoints(), ENDPOINT_COLUMNS).lines().forEach(out::println);
        }
        out.flush();
    }

    private void say(String what) {
        PrintWriter talk = spec.commandLine().getErr();
        talk.println("flyball: " + Plain.text(what));
        talk.flush();
    }
}

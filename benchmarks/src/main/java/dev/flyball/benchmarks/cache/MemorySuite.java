package dev.flyball.benchmarks.cache;

import dev.flyball.benchmarks.Report;
import dev.flyball.benchmarks.Suite;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A hit in memory beside a hit of a bare Caffeine, measured by JMH. */
public final class MemorySuite implements Suite {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    @Override
    public String name() {
        return "cache-l1";
    }

    @Override
    public String about() {
        return "a hit in memory, beside a Caffeine with a time to live (JMH)";
    }

    @Override
    public Report run(boolean quick) throws Exception {
        Report.Builder report = new Report.Builder(name());
        try (Servers servers = Servers.start()) {
            for (int threads : new int[] {1, 2}) {
                addTo(report, threads, run(servers, threads, quick));
            }
        }
        return report.build();
    }

    private static void addTo(Report.Builder report, int threads, Map<String, RunResult> results) {
        RunResult flyball = Objects.requireNonNull(results.get("flyball"));
        RunResult caffeine = Objects.requireNonNull(results.get("caffeine"));
        String with = threads == 1 ? ", 1 thread" : ", " + threads + " threads";
        report.compared("hit in memory" + with, nanos(flyball), "ns", "Caffeine", nanos(caffeine), "at most 1.5");
        report.figure("the same of Caffeine" + with, nanos(caffeine), "ns", "");
        report.figure("allocated by a hit in memory" + with, bytes(flyball), "B", "");
        report.figure("the same of Caffeine" + with, bytes(caffeine), "B", "");
    }

    private static Map<String, RunResult> run(Servers servers, int threads, boolean quick) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(MemoryHit.class.getName())
                        .jvmArgsAppend("-D" + MemoryHit.SERVERS + "=" + String.join(",", servers.arguments()))
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .threads(threads)
                        .forks(quick ? 1 : 3)
                        .warmupIterations(quick ? 3 : 5)
                        .measurementIterations(5)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementTime(TimeValue.seconds(1))
                        .build())
                .run();
        return results.stream()
                .collect(Collectors.toMap(result -> result.getPrimaryResult().getLabel(), result -> result));
    }

    private static double nanos(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    private static double bytes(RunResult result) {
        return Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED))
                .getScore();
    }
}

package dev.flyball.benchmarks;

import dev.flyball.benchmarks.processor.ReadAndSum;
import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The inner loop by itself, measured by JMH. */
final class ParseSuite implements Suite {
    @Override
    public String name() {
        return "parse";
    }

    @Override
    public String about() {
        return "reading one sample from its bytes, and adding it to its digest (JMH)";
    }

    @Override
    public Report run(boolean quick) throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(ReadAndSum.class.getName())
                        .verbosity(VerboseMode.SILENT)
                        .forks(quick ? 1 : 3)
                        .warmupIterations(quick ? 3 : 5)
                        .measurementIterations(5)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementTime(TimeValue.seconds(1))
                        .build())
                .run();
        Report.Builder report = new Report.Builder(name());
        results.forEach(result -> report.figure(
                result.getPrimaryResult().getLabel(),
                result.getPrimaryResult().getScore(),
                result.getPrimaryResult().getScoreUnit(),
                ""));
        return report.build();
    }
}

package dev.flyball.benchmarks.processor;

import dev.flyball.benchmarks.Contest;
import dev.flyball.benchmarks.Fork;
import dev.flyball.benchmarks.Report;
import dev.flyball.benchmarks.Suite;
import java.util.List;

/** What exactly-once costs. */
public final class GuaranteeSuite implements Suite {
    @Override
    public String name() {
        return "guarantee";
    }

    @Override
    public String about() {
        return "the processor with exactly_once_v2 against at_least_once";
    }

    @Override
    public Report run(boolean quick) throws Exception {
        try (Bench bench = new Bench()) {
            Job job = bench.fill("single.", ProcessorSuite.TRAFFIC, quick ? 3_000_000 : 8_000_000, 1);
            Fork exact = job.fork("exactly once", FlyballJob.class);
            Fork least = job.atLeastOnce().fork("at least once", FlyballJob.class);
            Contest contest = Contest.of(quick ? 2 : 3, List.of(exact, least));
            return new Report.Builder(name())
                    .compared(
                            "samples, exactly once",
                            contest.perSecond(exact),
                            "1/s",
                            least.name(),
                            contest.perSecond(least),
                            ">= 0.9")
                    .compared(
                            "CPU of a sample, exactly once",
                            contest.cpuMicrosEach(exact),
                            "us",
                            least.name(),
                            contest.cpuMicrosEach(least),
                            "<= 1.1")
                    .build();
        }
    }
}

package dev.flyball.benchmarks.processor;

import dev.flyball.benchmarks.Contest;
import dev.flyball.benchmarks.Fork;
import dev.flyball.benchmarks.Report;
import dev.flyball.benchmarks.Suite;
import java.util.List;

/** The processor on other shapes of the same traffic: samples in batches, and most of them of one endpoint. */
public final class ShapesSuite implements Suite {
    @Override
    public String name() {
        return "shapes";
    }

    @Override
    public String about() {
        return "the processor on samples in batches of 50, and on one hot endpoint";
    }

    @Override
    public Report run(boolean quick) throws Exception {
        try (Bench bench = new Bench()) {
            long samples = quick ? 1_500_000 : 4_000_000;
            Traffic hot = new Traffic(ProcessorSuite.TRAFFIC.endpoints(), Traffic.Skew.ONE_HOT, 20_000);
            Fork single = bench.fill("single.", ProcessorSuite.TRAFFIC, samples, 1)
                    .fork("one sample a record", FlyballJob.class);
            Fork batches = bench.fill("batches.", ProcessorSuite.TRAFFIC, 2 * samples, 50)
                    .fork("batches of 50", FlyballJob.class);
            Fork skewed = bench.fill("hot.", hot, samples, 1).fork("one hot endpoint", FlyballJob.class);
            Contest contest = Contest.of(quick ? 1 : 3, List.of(single, batches, skewed));
            return new Report.Builder(name())
                    .compared(
                            "samples in batches of 50",
                            contest.perSecond(batches),
                            "1/s",
                            single.name(),
                            contest.perSecond(single),
                            ">= 2")
                    .compared(
                            "CPU of a sample, batches of 50",
                            contest.cpuMicrosEach(batches),
                            "us",
                            single.name(),
                            contest.cpuMicrosEach(single),
                            "")
                    .compared(
                            "CPU of a sample, one hot endpoint",
                            contest.cpuMicrosEach(skewed),
                            "us",
                            "spread by Zipf",
                            contest.cpuMicrosEach(single),
                            "<= 1.2")
                    .build();
        }
    }
}

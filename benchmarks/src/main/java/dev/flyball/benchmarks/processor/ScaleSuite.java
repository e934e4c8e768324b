package dev.flyball.benchmarks.processor;

import dev.flyball.benchmarks.Contest;
import dev.flyball.benchmarks.Fork;
import dev.flyball.benchmarks.Report;
import dev.flyball.benchmarks.Suite;
import java.util.List;

/** Many endpoints with little traffic each, where the work per endpoint counts, not the work per sample. */
public final class ScaleSuite implements Suite {
    private static final Traffic TRAFFIC = new Traffic(100_000, Traffic.Skew.EVEN, 20_000);

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public String about() {
        return "100,000 endpoints with 0.2 samples/s each, in 2 GB of heap";
    }

    @Override
    public Report run(boolean quick) throws Exception {
        try (Bench bench = new Bench()) {
            Job job = bench.fill("many.", TRAFFIC, quick ? 1_000_000 : 3_000_000, 1);
            Fork many = job.fork("100,000 endpoints", FlyballJob.class, "-Xmx2g");
            Contest contest = Contest.of(1, List.of(many));
            return new Report.Builder(name())
                    .compared(
                            "samples of 100,000 endpoints",
                            contest.perSecond(many),
                            "1/s",
                            "real time",
                            TRAFFIC.perSecond(),
                            ">= 1")
                    .figure("CPU of a sample", contest.cpuMicrosEach(many), "us", "")
                    .build();
        }
    }
}

package dev.flyball.benchmarks.processor;

import dev.flyball.benchmarks.Contest;
import dev.flyball.benchmarks.Fork;
import dev.flyball.benchmarks.Report;
import dev.flyball.benchmarks.Suite;
import java.util.List;

/** The processor against a plain DSL topology and against a bare consumer, on the same topic. */
public final class ProcessorSuite implements Suite {
    static final Traffic TRAFFIC = new Traffic(1_000, Traffic.Skew.ZIPF, 20_000);

    @Override
    public String name() {
        return "processor";
    }

    @Override
    public String about() {
        return "samples into windows: the processor, a plain DSL topology, a bare consumer";
    }

    @Override
    public Report run(boolean quick) throws Exception {
        try (Bench bench = new Bench()) {
            Job job = bench.fill("single.", TRAFFIC, quick ? 2_000_000 : 6_000_000, 1);
            Fork ours = job.fork("flyball", FlyballJob.class);
            Fork plain = job.fork("plain DSL", PlainStreamsJob.class);
            Fork floor = job.fork("bare consumer", BareConsumerJob.class);
            Contest contest = Contest.of(quick ? 1 : 2, List.of(ours, plain, floor));
            Report.Builder report = new Report.Builder(name());
            compare(report, contest, ours, plain, ">= 5", "");
            compare(report, contest, ours, floor, ">= 0.65", "<= 1.7");
            for (Fork fork : List.of(plain, floor)) {
                report.figure("samples, " + fork.name(), contest.perSecond(fork), "1/s", "");
                report.figure("CPU of a sample, " + fork.name(), contest.cpuMicrosEach(fork), "us", "");
            }
            return report.build();
        }
    }

    private static void compare(
            Report.Builder report, Contest contest, Fork ours, Fork other, String wantedRate, String wantedCpu) {
        report.compared("samples", contest.perSecond(ours), "1/s", other.name(), contest.perSecond(other), wantedRate);
        report.compared(
                "CPU of a sample",
                contest.cpuMicrosEach(ours),
                "us",
                other.name(),
                contest.cpuMicrosEach(other),
                wantedCpu);
    }
}

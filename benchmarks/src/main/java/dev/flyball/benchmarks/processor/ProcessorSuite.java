package dev.flyball.benchmarks.processor;

import dev.flyball.benchmarks.Contest;
import dev.flyball.benchmarks.Fork;
import dev.flyball.benchmarks.Report;
import dev.flyball.benchmarks.Suite;
import java.util.List;

/** The processor against a plain DSL topology and against a bare consumer, on the same topic and for the same windows. */
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
            Job job = bench.fill("single.", TRAFFIC, quick ? 3_000_000 : 10_000_000, 1);
            Fork ours = job.withoutRules().fork("flyball, windows alone", FlyballJob.class);
            Fork ruled = job.fork("flyball with its rules", FlyballJob.class);
            Fork plain = job.fork("plain DSL", PlainStreamsJob.class);
            Fork floor = job.fork("bare consumer", BareConsumerJob.class);
            Fork common = job.fork("bare consumer with databind", PlainConsumerJob.class);
            Contest contest = Contest.of(quick ? 1 : 3, List.of(ours, ruled, plain, floor, common));
            Report.Builder report = new Report.Builder(name());
            compare(report, contest, ours, plain, ">= 5", "");
            compare(report, contest, ours, floor, ">= 0.65", "<= 1.7");
            compare(report, contest, ours, common, "", "");
            compare(report, contest, ruled, plain, "", "");
            compare(report, contest, ruled, floor, "", "");
            return report.build();
        }
    }

    private static void compare(
            Report.Builder report, Contest contest, Fork ours, Fork other, String wantedRate, String wantedCpu) {
        report.compared(
                "samples, " + ours.name(),
                contest.perSecond(ours),
                "1/s",
                other.name(),
                contest.perSecond(other),
                wantedRate);
        report.compared(
                "CPU of a sample, " + ours.name(),
                contest.cpuMicrosEach(ours),
                "us",
                other.name(),
                contest.cpuMicrosEach(other),
                wantedCpu);
    }
}

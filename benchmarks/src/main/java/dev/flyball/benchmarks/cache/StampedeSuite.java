package dev.flyball.benchmarks.cache;

import dev.flyball.benchmarks.Report;
import dev.flyball.benchmarks.Suite;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many threads of two JVMs that want one cold key at the same moment. */
public final class StampedeSuite implements Suite {
    private static final int WARM_UP_ROUNDS = 5;
    private static final Duration NOTICE = Duration.ofMillis(60);

    @Override
    public String name() {
        return "cache-stampede";
    }

    @Override
    public String about() {
        return 2 * Callers.THREADS + " threads of two JVMs on one cold key";
    }

    @Override
    public Report run(boolean quick) throws Exception {
        Report.Builder report = new Report.Builder(name());
        try (Servers servers = Servers.start()) {
            for (AsideContender contender : AsideContender.values()) {
                boolean ours = contender == AsideContender.FLYBALL;
                Rounds rounds = run(contender, servers, quick ? 20 : 60);
                String of = ": " + contender.title();
                report.figure("loads of a round" + of, rounds.loads / (double) rounds.count, "", ours ? "1" : "");
                report.figure("last answer, median" + of, rounds.lastAnswers.medianMs(), "ms", ours ? "100" : "");
                report.figure("last answer, worst" + of, rounds.lastAnswers.worstMs(), "ms", ours ? "100" : "");
            }
        }
        return report.build();
    }

    private record Rounds(int count, int loads, Latencies lastAnswers) {}

    private static Rounds run(AsideContender contender, Servers servers, int count) throws IOException {
        try (TwoCallers both = TwoCallers.start(contender, servers)) {
            Latencies lastAnswers = new Latencies();
            int loads = 0;
            for (int round = -WARM_UP_ROUNDS; round < count; round++) {
                long start = System.nanoTime() + NOTICE.toNanos();
                List<List<String>> answers = both.ask("stampede", contender.name() + round, start);
                List<Long> last = new ArrayList<>();
                for (List<String> answer : answers) {
                    loads += round < 0 ? 0 : Integer.parseInt(answer.get(0));
                    last.add(Long.parseLong(answer.get(1)) - start);
                }
                if (round >= 0) {
                    lastAnswers.add(Math.max(last.get(0), last.get(1)));
                }
            }
            return new Rounds(count, loads, lastAnswers);
        }
    }
}

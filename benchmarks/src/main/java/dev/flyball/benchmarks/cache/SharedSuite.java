package dev.flyball.benchmarks.cache;

import dev.flyball.benchmarks.Contest;
import dev.flyball.benchmarks.Fork;
import dev.flyball.benchmarks.Report;
import dev.flyball.benchmarks.Suite;
import java.util.ArrayList;
import java.util.List;

/** A hit in Redis beside a GET with Jedis of the same bytes, decoded in the same way. */
public final class SharedSuite implements Suite {
    @Override
    public String name() {
        return "cache-l2";
    }

    @Override
    public String about() {
        return "a hit in Redis, beside a GET with Jedis of the same bytes";
    }

    @Override
    public Report run(boolean quick) throws Exception {
        try (Servers servers = Servers.start()) {
            Fork flyball = contender(SharedReads.FLYBALL, servers, quick);
            Fork jedis = contender(SharedReads.JEDIS, servers, quick);
            Contest contest = Contest.of(quick ? 3 : 7, List.of(jedis, flyball));
            return new Report.Builder(name())
                    .compared(
                            "hit in Redis",
                            micros(contest, flyball),
                            "us",
                            "Jedis",
                            micros(contest, jedis),
                            "at most 1.15")
                    .figure("the same of Jedis", micros(contest, jedis), "us", "")
                    .compared(
                            "CPU of a hit in Redis",
                            contest.cpuMicrosEach(flyball),
                            "us",
                            "Jedis",
                            contest.cpuMicrosEach(jedis),
                            "at most 1.15")
                    .figure("the same of Jedis", contest.cpuMicrosEach(jedis), "us", "")
                    .build();
        }
    }

    private static Fork contender(String name, Servers servers, boolean quick) {
        List<String> arguments = new ArrayList<>(List.of(name, "40000", quick ? "60000" : "150000"));
        arguments.addAll(servers.arguments());
        return new Fork(name, SharedReads.class, List.of("-Xmx512m"), arguments);
    }

    private static double micros(Contest contest, Fork contender) {
        return 1e6 / contest.perSecond(contender);
    }
}

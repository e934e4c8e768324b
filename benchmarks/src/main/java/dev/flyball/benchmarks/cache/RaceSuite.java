package dev.flyball.benchmarks.cache;

import dev.flyball.benchmarks.Report;
import dev.flyball.benchmarks.Suite;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.UnifiedJedis;

/**
 * Loads that race with the change of what they load: who read the old value before the change, and keeps it after the
 * others were told to forget it, serves it for as long as it lives.
 */
public final class RaceSuite implements Suite {
    private static final int ROUNDS = 400;
    private static final int MAX_LOAD_MICROS = 1_500;
    private static final long SEED = 5;
    private static final Duration NOTICE = Duration.ofMillis(1);
    private static final Duration SETTLED = Duration.ofMillis(500);

    @Override
    public String name() {
        return "cache-race";
    }

    @Override
    public String about() {
        return "loads of two JVMs that race with a change, left to chance";
    }

    @Override
    public Report run(boolean quick) throws Exception {
        Report.Builder report = new Report.Builder(name());
        try (Servers servers = Servers.start()) {
            for (AsideContender contender : AsideContender.values()) {
                report.figure(
                        "keys left stale by " + ROUNDS + " rounds: " + contender.title(),
                        stale(contender, servers),
                        "",
                        contender == AsideContender.FLYBALL ? "0" : "");
            }
        }
        return report.build();
    }

    /** How many keys at least one of two JVMs has an old value of, long after the last change. */
    private static int stale(AsideContender contender, Servers servers) throws IOException, InterruptedException {
        Random random = new Random(SEED);
        String prefix = contender.name() + "-";
        try (TwoCallers both = TwoCallers.start(contender, servers);
                UnifiedJedis source = servers.addresses().jedis()) {
            for (int round = 0; round < ROUNDS; round++) {
                String key = prefix + round;
                source.set(Callers.SOURCE + key, Callers.OLD);
                long start = System.nanoTime() + NOTICE.toNanos();
                both.one().tell("read", key, start, random.nextInt(MAX_LOAD_MICROS));
                both.other().tell("race", key, start, random.nextInt(MAX_LOAD_MICROS));
                both.one().hear();
                both.other().hear();
            }
            TimeUnit.NANOSECONDS.sleep(SETTLED.toNanos());
            return both.ask("stale", prefix, ROUNDS).stream()
                    .mapToInt(answer -> Integer.parseInt(answer.get(0)))
                    .max()
                    .orElseThrow();
        }
    }
}

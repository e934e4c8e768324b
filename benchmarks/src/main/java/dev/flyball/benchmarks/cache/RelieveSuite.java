package dev.flyball.benchmarks.cache;

import dev.flyball.benchmarks.Peer;
import dev.flyball.benchmarks.Report;
import dev.flyball.benchmarks.Suite;
import dev.flyball.cache.redis.RedisServers;
import dev.flyball.cache.sweep.Pause;
import dev.flyball.embedded.EmbeddedRedis;
import dev.flyball.optimizer.decide.Mode;
import dev.flyball.optimizer.memory.Allowance;
import dev.flyball.optimizer.memory.MemoryPolicy;
import dev.flyball.optimizer.memory.MemoryWatch;
import dev.flyball.schemas.MemoryRelief;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.ReliefStep;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import redis.clients.jedis.Jedis;

/** A Redis that is full of a million idle keys is relieved while another JVM reads; and beside it, what others do. */
public final class RelieveSuite implements Suite {
    private static final int IDLE_PHASES = 5;
    private static final Duration ALTERNATIVE_PHASE = Duration.ofSeconds(4);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int PATIENCE_MS = 120_000;

    @Override
    public String name() {
        return "relieve";
    }

    @Override
    public String about() {
        return "relieving Redis of 1,000,000 idle keys while another JVM reads";
    }

    @Override
    public Report run(boolean quick) throws Exception {
        Report.Builder report = new Report.Builder(name());
        try (EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
                Jedis jedis = new Jedis(redis.uri(), PATIENCE_MS);
                Peer peer = Peer.start(HotReader.class, List.of(redis.uri().toString()))) {
            peer.hear();
            IdleKeys keys = new IdleKeys(jedis);
            Bystander reader = new Bystander(peer);
            reader.readAll(Bystander.PHASE);
            relieve(report, redis.uri(), keys, reader, quick ? 1 : 3);
            alternative(report, "UNLINK of all in one pipeline", reader, keys, keys::unlinkAtOnce);
            alternative(report, "KEYS and DEL", reader, keys, keys::findAndDelete);
        }
        return report.build();
    }

    /** Idle phases and relief take turns, so that whatever else the machine does hits both alike. */
    private static void relieve(Report.Builder report, URI uri, IdleKeys keys, Bystander reader, int rounds)
            throws IOException, InterruptedException, ExecutionException {
        Latencies idle = new Latencies();
        Latencies busy = new Latencies();
        Latencies took = new Latencies();
        OptimizationResult result = null;
        for (int round = 0; round < rounds; round++) {
            keys.fill();
            for (int i = 0; i < IDLE_PHASES; i++) {
                idle.add(reader.readAll(Bystander.PHASE).p99Nanos());
            }
            long limit = keys.usedBytes();
            long begin = System.nanoTime();
            CompletableFuture<OptimizationResult> relief = CompletableFuture.supplyAsync(() -> relieve(uri, limit));
            do {
                busy.add(reader.readAll(Bystander.PHASE).p99Nanos());
            } while (!relief.isDone());
            took.add(System.nanoTime() - begin);
            result = relief.get();
        }
        tell(report, Objects.requireNonNull(result));
        report.figure("duration", took.medianMs() / 1_000, "s", "")
                .figure("p99 of reads, idle", idle.medianMs(), "ms", "")
                .figure("p99 of reads, above idle", busy.medianMs() - idle.medianMs(), "ms", "below 1")
                .figure("the same, worst 1.5 s", busy.worstMs() - idle.medianMs(), "ms", "");
    }

    private static void tell(Report.Builder report, OptimizationResult result) {
        MemoryRelief relief = Objects.requireNonNull(result.relief());
        long keys = relief.steps().stream().mapToLong(ReliefStep::keys).sum();
        double before = Objects.requireNonNull(relief.before()).used();
        double after = Objects.requireNonNull(relief.after()).used();
        report.figure("keys removed", keys, "", "").figure("memory freed", (before - after) / (1 << 20), "MiB", "");
    }

    /** As full as can be: nearly all has to go. */
    private static OptimizationResult relieve(URI uri, long limit) {
        RunDesk desk = new RunDesk();
        MemoryPolicy policy = RunDesk.everythingMayGo(limit);
        MemoryWatch watch = new MemoryWatch(
                policy,
                () -> Allowance.of(Mode.AUTO),
                desk,
                desk,
                InstantSource.system(),
                System::nanoTime,
                Pause.WAITING,
                new SplittableRandom(7));
        try (RedisServers servers = RedisServers.find(uri, TIMEOUT, System::nanoTime)) {
            watch.look(servers.nodes());
        }
        return desk.last();
    }

    private static void alternative(Report.Builder report, String what, Bystander reader, IdleKeys keys, Runnable work)
            throws IOException {
        keys.fill();
        reader.readAll(Bystander.PHASE);
        reader.begin(ALTERNATIVE_PHASE);
        long begin = System.nanoTime();
        work.run();
        report.figure("instead " + what + ": duration", (System.nanoTime() - begin) / 1e9, "s", "");
        Bystander.Reads reads = reader.end();
        report.figure("instead " + what + ": p99 of reads", reads.p99Ms(), "ms", "")
                .figure("instead " + what + ": longest read", reads.longestMs(), "ms", "");
    }
}

package dev.flyball.benchmarks.cache;

import dev.flyball.benchmarks.Peer;
import dev.flyball.benchmarks.Report;
import dev.flyball.benchmarks.Suite;
import dev.flyball.cache.redis.RedisServers;
import dev.flyball.cache.sweep.Checkpoint;
import dev.flyball.cache.sweep.Pace;
import dev.flyball.cache.sweep.Pause;
import dev.flyball.cache.sweep.Progress;
import dev.flyball.cache.sweep.Sweep;
import dev.flyball.cache.sweep.SweepListener;
import dev.flyball.cache.sweep.Sweeper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The memory of a million keys is freed while another JVM reads. */
public final class SweepSuite implements Suite {
    private static final int IDLE_PHASES = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "cache-sweep";
    }

    @Override
    public String about() {
        return "sweeping 1,000,000 keys from Redis while another JVM reads";
    }

    @Override
    public Report run(boolean quick) throws Exception {
        Report.Builder report = new Report.Builder(name());
        try (Servers servers = Servers.start();
                Peer peer = Peer.start(MillionKeys.class, servers.arguments())) {
            peer.hear();
            peer.ask("fill");
            Bystander bystander = new Bystander(peer);
            bystander.readAll(Bystander.PHASE);
            Latencies idle = new Latencies();
            for (int i = 0; i < IDLE_PHASES; i++) {
                idle.add(bystander.readAll(Bystander.PHASE).p99Nanos());
            }
            sweep(report, servers.addresses().redis(), bystander, idle.medianMs());
        }
        return report.build();
    }

    private static void sweep(Report.Builder report, URI redis, Bystander bystander, double idleMs)
            throws IOException, InterruptedException, ExecutionException {
        Latencies busy = new Latencies();
        long begin = System.nanoTime();
        CompletableFuture<Progress> sweep = CompletableFuture.supplyAsync(() -> sweep(redis));
        // A phase that the sweep does not fill counts as well, if there is no other.
        do {
            busy.add(bystander.readAll(Bystander.PHASE).p99Nanos());
        } while (!sweep.isDone());
        double seconds = (System.nanoTime() - begin) / 1e9;
        report.figure("keys removed", sweep.get().removed(), "", "1,000,000")
                .figure("duration", seconds, "s", "")
                .figure("p99 of reads from Redis, idle", idleMs, "ms", "")
                .figure("p99 of reads from Redis, above idle", busy.medianMs() - idleMs, "ms", "below 1")
                .figure("the same, worst 1.5 s", busy.worstMs() - idleMs, "ms", "");
    }

    private static Progress sweep(URI redis) {
        try (RedisServers servers = RedisServers.find(redis, TIMEOUT, System::nanoTime)) {
            return new Sweeper(servers.nodes(), Pace.Limits.DEFAULT, Pause.WAITING, SweepListener.NONE)
                    .run(Sweep.namespace(MillionKeys.NAMESPACE, "*"), Checkpoint.START);
        }
    }
}

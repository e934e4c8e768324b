package dev.flyball.benchmarks.cache;

import dev.flyball.benchmarks.Peer;
import dev.flyball.benchmarks.Report;
import dev.flyball.benchmarks.Suite;
import dev.flyball.schemas.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** A namespace of a million keys is invalidated in one JVM; another one has its values in memory and reads them. */
public final class InvalidateSuite implements Suite {
    private static final Duration CALM = Duration.ofMillis(10);
    private static final int YOUNG_ROUNDS = 100;
    /** About as many as it takes until the compilers are done; at the start each takes about three times as long. */
    private static final int WARM_UP_ROUNDS = 1_000;

    private static final Duration ALTERNATIVE_PHASE = Duration.ofSeconds(3);
    private static final Duration BETWEEN_INVALIDATIONS = Duration.ofMillis(50);
    private static final int UNLINKED_AT_ONCE = 1_000;
    private static final String ALL_NAMES = "flyball:" + MillionKeys.NAMESPACE + ":*";

    @Override
    public String name() {
        return "cache-invalidate";
    }

    @Override
    public String about() {
        return "invalidating 1,000,000 keys: until another JVM obeys, and what others feel of it";
    }

    @Override
    public Report run(boolean quick) throws Exception {
        Report.Builder report = new Report.Builder(name());
        try (Servers servers = Servers.start();
                Peer writer = Peer.start(MillionKeys.class, servers.arguments());
                Peer reader = Peer.start(MillionKeys.class, servers.arguments());
                UnifiedJedis jedis = servers.addresses().jedis()) {
            writer.hear();
            reader.hear();
            reader.ask("fill");
            if (Integer.parseInt(reader.ask("present", MillionKeys.LIVE_KEYS).get(0)) != 2 * MillionKeys.LIVE_KEYS) {
                throw new IllegalStateException("not all of the million values can be read");
            }
            propagation(report, servers, writer, reader, quick ? 100 : 400);
            bystander(report, writer, new Bystander(reader), quick ? 5 : 15);
            alternatives(report, reader, jedis);
        }
        return report.build();
    }

    private static void propagation(Report.Builder report, Servers servers, Peer writer, Peer reader, int rounds)
            throws Exception {
        Latencies young = new Latencies();
        for (int round = 0; round < YOUNG_ROUNDS; round++) {
            young.add(invalidate(writer, reader).obeyedNanos);
        }
        for (int round = YOUNG_ROUNDS; round < WARM_UP_ROUNDS; round++) {
            invalidate(writer, reader);
        }
        long records = controlRecords(servers);
        Latencies obeyed = new Latencies();
        Latencies done = new Latencies();
        int old = 0;
        for (int round = 0; round < rounds; round++) {
            Round result = invalidate(writer, reader);
            done.add(result.doneNanos);
            obeyed.add(result.obeyedNanos);
            old += result.oldValues;
        }
        report.figure(
                        "control records per invalidation",
                        (controlRecords(servers) - records) / (double) rounds,
                        "",
                        "1")
                .figure("old values read by who has the record", old, "", "0")
                .figure("until another JVM obeys, median", obeyed.medianMs(), "ms", "below 5")
                .figure("until another JVM obeys, p99", obeyed.quantileMs(0.99), "ms", "below 25")
                .figure("until another JVM obeys, worst", obeyed.worstMs(), "ms", "")
                .figure("until another JVM obeys, median of the first 100 of its life", young.medianMs(), "ms", "")
                .figure("until the future is done, median", done.medianMs(), "ms", "");
    }

    /** One invalidation, while the other JVM watches; nobody does anything else for a moment before it. */
    private static Round invalidate(Peer writer, Peer reader) throws IOException, InterruptedException {
        reader.ask("watch");
        TimeUnit.NANOSECONDS.sleep(CALM.toNanos());
        List<String> invalidated = writer.ask("invalidate");
        List<String> gone = reader.hear();
        long called = Long.parseLong(invalidated.get(0));
        return new Round(
                Long.parseLong(invalidated.get(1)) - called,
                Long.parseLong(gone.get(0)) - called,
                Integer.parseInt(invalidated.get(2)) + Integer.parseInt(gone.get(1)));
    }

    private record Round(long doneNanos, long obeyedNanos, int oldValues) {}

    /** Phases take turns, so that whatever else the machine does hits both alike. */
    private static void bystander(Report.Builder report, Peer writer, Bystander bystander, int phases)
            throws IOException, InterruptedException {
        Latencies idle = new Latencies();
        Latencies busy = new Latencies();
        bystander.readAll(Bystander.PHASE);
        for (int phase = 0; phase < phases; phase++) {
            idle.add(bystander.readAll(Bystander.PHASE).p99Nanos());
            long until = bystander.begin(Bystander.PHASE);
            while (System.nanoTime() < until) {
                writer.ask("order");
                TimeUnit.NANOSECONDS.sleep(BETWEEN_INVALIDATIONS.toNanos());
            }
            busy.add(bystander.end().p99Nanos());
        }
        report.compared(
                        "p99 of reads of others from Redis, 20 invalidations/s",
                        busy.medianMs(),
                        "ms",
                        "idle",
                        idle.medianMs(),
                        "about 1")
                .figure("the same, idle", idle.medianMs(), "ms", "");
    }

    /** What others do instead, since their names have to be found first. */
    private static void alternatives(Report.Builder report, Peer reader, UnifiedJedis jedis) throws IOException {
        alternative(report, "SCAN and UNLINK", reader, () -> {
            ScanParams params = new ScanParams().match(ALL_NAMES).count(UNLINKED_AT_ONCE);
            String cursor = ScanParams.SCAN_POINTER_START;
            do {
                ScanResult<String> page = jedis.scan(cursor, params);
                if (!page.getResult().isEmpty()) {
                    jedis.unlink(page.getResult().toArray(String[]::new));
                }
                cursor = page.getCursor();
            } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        });
        reader.ask("fill");
        alternative(
                report,
                "KEYS and DEL",
                reader,
                () -> jedis.del(jedis.keys(ALL_NAMES).toArray(String[]::new)));
    }

    private static void alternative(Report.Builder report, String what, Peer reader, Runnable work) throws IOException {
        Bystander bystander = new Bystander(reader);
        bystander.begin(ALTERNATIVE_PHASE);
        long begin = System.nanoTime();
        work.run();
        report.figure("instead " + what + ": duration", (System.nanoTime() - begin) / 1e6, "ms", "");
        Bystander.Reads reads = bystander.end();
        report.figure("instead " + what + ": p99 of reads", reads.p99Ms(), "ms", "")
                .figure("instead " + what + ": longest read", reads.longestMs(), "ms", "");
    }

    private static long controlRecords(Servers servers) throws ExecutionException, InterruptedException {
        TopicPartition log = new TopicPartition(Topics.DEFAULT.cacheControl().name(), 0);
        try (Admin admin = Admin.create(servers.addresses().kafkaSettings())) {
            return Objects.requireNonNull(admin.listOffsets(Map.of(log, OffsetSpec.latest()))
                            .all()
                            .get()
                            .get(log))
                    .offset();
        }
    }
}

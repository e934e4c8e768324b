package dev.flyball.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.processor.combine.Cardinality;
import dev.flyball.processor.combine.Combiner;
import dev.flyball.processor.digest.DigestRecord;
import dev.flyball.processor.monitor.Monitor;
import dev.flyball.processor.monitor.MonitorSettings;
import dev.flyball.processor.monitor.Publication;
import dev.flyball.processor.monitor.SavedState;
import dev.flyball.processor.windows.EventClock;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.Arm;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.CacheRead;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.json.EventJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same log gives the same metrics, alerts and requests, byte for byte and in the same order: whatever the speed, the
 * commit points, the interleaving of the partitions, and however often a stage is killed, or moves elsewhere, and
 * starts from its last commit. What moves between real processes is in {@link TakeOverIT}.
 * This holds for late samples, too. It does not hold while a partition is given up, since that depends on the time for
 * which it was not heard.
 */
final class DeterminismTest {
    private static final int PARTITIONS = 3;
    private static final int SECONDS = 110;
    private static final long START = 1_763_836_800_000L;
    private static final Duration LATENESS = Duration.ofSeconds(1);

    private static final List<List<Entry>> LOG = log(new Random(42));
    private static List<String> undisturbed = List.of();

    /** A record on {@code request-samples}; without samples it is a tick. */
    private record Entry(long appendedMs, List<Sample> samples) {}

    @BeforeAll
    static void readTheLogInOneGo() {
        undisturbed = new Run(new Random(0), 0, 1_000).events();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void theSameLogGivesTheSameEventsHoweverItIsRead(int seed) {
        Random random = new Random(seed);
        int chunk = 1 + random.nextInt(seed % 2 == 0 ? 20 : 200);
        double kills = seed % 5 == 0 ? 0 : Math.min(0.3, chunk / 200.0);

        List<String> events = new Run(random, kills, chunk).events();

        assertThat(sha256(events)).as(() -> firstDifference(events)).isEqualTo(sha256(undisturbed));
    }

    @Test
    void theLogHasAllThatCouldMakeADifference() {
        assertThat(undisturbed)
                .anyMatch(event -> event.contains("\"state\":\"pending\""))
                .anyMatch(event -> event.contains("\"state\":\"firing\"") && event.contains("\"exemplars\":[\"t"))
                .anyMatch(event -> event.contains("\"state\":\"resolved\""))
                .anyMatch(event -> event.contains("\"attempt\":2"))
                .anyMatch(event -> event.contains("\"revision\":3"))
                .anyMatch(event -> event.contains("\"arm\":\"treated\""));
    }

    private static String firstDifference(List<String> events) {
        for (int i = 0; i < Math.min(events.size(), undisturbed.size()); i++) {
            if (!events.get(i).equals(undisturbed.get(i))) {
                return "event " + i + ":\n" + events.get(i) + "\ninstead of\n" + undisturbed.get(i);
            }
        }
        return events.size() + " events instead of " + undisturbed.size();
    }

    private static String sha256(List<String> events) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            events.forEach(event -> digest.update((event + '\n').getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<List<Entry>> log(Random random) {
        List<List<Entry>> log = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<Entry> entries = new ArrayList<>();
            for (long at = 0; at < SECONDS * 1_000; at += 250) {
                entries.add(new Entry(START + at, List.of()));
                List<Sample> samples = new ArrayList<>();
                for (int i = random.nextInt(partition == 2 ? 4 : 12); i > 0; i--) {
                    samples.add(sample(random, at));
                }
                entries.add(new Entry(START + at + random.nextInt(250), samples));
            }
            // So that everything is over at the end.
            for (int tick = 0; tick < 120; tick++) {
                entries.add(new Entry(START + (SECONDS + tick) * 1_000L, List.of()));
            }
            log.add(entries);
        }
        return log;
    }

    private static Sample sample(Random random, long atMs) {
        boolean incident = atMs > 40_000 && atMs < 80_000;
        int kind = random.nextInt(100);
        long late = kind < 80
                ? random.nextInt(900)
                : kind < 95 ? random.nextInt(20_000) : kind < 98 ? random.nextInt(200_000) : -random.nextInt(240_000);
        boolean bad = incident && random.nextInt(3) == 0;
        int endpoint = random.nextInt(20);
        return new Sample(
                START + atMs - late,
                "shop",
                endpoint == 0 ? "GET /rare" : "GET /" + endpoint % 3,
                random.nextDouble() * 90 + (bad ? 700 : 0),
                bad ? 503 : 200,
                false,
                "u" + random.nextInt(300),
                null,
                random.nextInt(4) == 0 ? "t" + random.nextInt(1_000_000) : null,
                false,
                new CacheRead(
                        "n" + random.nextInt(3),
                        CacheOutcome.values()[random.nextInt(CacheOutcome.values().length)],
                        incident ? "a-1" : null,
                        incident ? random.nextBoolean() ? Arm.TREATED : Arm.CONTROL : null),
                new ResourceUsage(random.nextDouble(), random.nextDouble(), random.nextDouble() * 1e6));
    }

    /** What lies on the {@code digests} topic; without an endpoint it is a watermark. */
    private record Digested(@Nullable Endpoint endpoint, byte[] value, long toldMs) {}

    /** One reading of the log, both stages interleaved by chance. */
    private static final class Run implements Publication {
        private final Random random;
        private final double kills;
        private final int chunk;
        private final List<Digested> digests = new ArrayList<>();
        private final List<String> committed = new ArrayList<>();
        private final List<String> pending = new ArrayList<>();
        private final List<Alert> pendingAlerts = new ArrayList<>();
        private final SavedState state = new SavedState();
        private EventClock clock = new EventClock(PARTITIONS, Duration.ofMinutes(5));
        private Monitor monitor = new Monitor(MonitorSettings.DEFAULT);
        private Map<Integer, Long> watermarks = Map.of();
        private int committedOffset;
        private long nowMs;

        Run(Random random, double kills, int chunk) {
            this.random = random;
            this.kills = kills;
            this.chunk = chunk;
        }

        List<String> events() {
            int[] offsets = new int[PARTITIONS];
            long[] newest = new long[PARTITIONS];
            Arrays.fill(newest, Long.MIN_VALUE);
            while (!isAtEnd(offsets)) {
                int partition = random.nextInt(PARTITIONS);
                combine(partition, offsets, newest);
                watch();
            }
            while (committedOffset < digests.size()) {
                watch();
            }
            return committed;
        }

        private static boolean isAtEnd(int[] offsets) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                if (offsets[partition] < LOG.get(partition).size()) {
                    return false;
                }
            }
            return true;
        }

        /** Stage 1 from its last commit to its next one, or to its death. */
        private void combine(int partition, int[] offsets, long[] newest) {
            Combiner combiner = new Combiner(LATENESS, Cardinality.DEFAULT, Duration.ofHours(1));
            if (newest[partition] != Long.MIN_VALUE) {
                combiner.restore(newest[partition]);
            }
            List<Entry> entries = LOG.get(partition);
            int to = Math.min(entries.size(), offsets[partition] + 1 + random.nextInt(chunk));
            for (Entry entry : entries.subList(offsets[partition], to)) {
                if (entry.samples.isEmpty()) {
                    combiner.tick(entry.appendedMs);
                }
                entry.samples.forEach(sample -> combiner.add(sample, entry.appendedMs));
            }
            if (random.nextDouble() < kills) {
                return;
            }
            nowMs += 500;
            combiner.drain(new Combiner.Output() {
                @Override
                public void digests(Endpoint endpoint, DigestRecord.Digests record) {
                    digests.add(new Digested(endpoint, record.toBytes(), nowMs));
                }

                @Override
                public void watermark(long timestampMs) {
                    byte[] value = new DigestRecord.Watermark(partition, timestampMs).toBytes();
                    digests.add(new Digested(null, value, nowMs));
                }
            });
            offsets[partition] = to;
            newest[partition] = combiner.newestMs();
        }

        /** Stage 2 from its last commit to its next one, or to its death. */
        private void watch() {
            int to = Math.min(digests.size(), committedOffset + 1 + random.nextInt(chunk));
            digests.subList(committedOffset, to).forEach(this::take);
            if (random.nextDouble() < kills) {
                restart();
                return;
            }
            state.save(monitor, pendingAlerts);
            watermarks = clock.watermarks();
            committed.addAll(pending);
            committedOffset = to;
            pending.clear();
            pendingAlerts.clear();
            if (random.nextDouble() < kills) {
                restart();
            }
        }

        private void restart() {
            pending.clear();
            pendingAlerts.clear();
            monitor = state.restored(new Monitor(MonitorSettings.DEFAULT));
            clock = new EventClock(PARTITIONS, Duration.ofMinutes(5));
            watermarks.forEach(clock::restore);
        }

        private void take(Digested digested) {
            DigestRecord record = DigestRecord.ofBytes(digested.value);
            if (record instanceof DigestRecord.Digests some && digested.endpoint != null) {
                monitor.add(digested.endpoint, some);
            } else if (record instanceof DigestRecord.Watermark watermark) {
                clock.observe(watermark.partition(), watermark.timestampMs(), digested.toldMs);
                clock.now().ifPresent(now -> monitor.advanceTo(now, this));
            }
        }

        @Override
        public void metrics(EndpointMetrics metrics) {
            pending.add(json(metrics));
        }

        @Override
        public void alert(Alert alert) {
            pending.add(json(alert));
            pendingAlerts.add(alert);
        }

        @Override
        public void request(OptimizationRequest request) {
            pending.add(json(request));
        }

        private static String json(Object event) {
            return new String(EventJson.write(event), StandardCharsets.UTF_8);
        }
    }
}

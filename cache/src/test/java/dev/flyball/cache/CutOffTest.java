package dev.flyball.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.control.KeyChanges;
import dev.flyball.cache.control.LogProof;
import dev.flyball.cache.control.Positions;
import dev.flyball.cache.log.ControlReader;
import dev.flyball.cache.log.KeyChange;
import dev.flyball.cache.log.LogIntake;
import dev.flyball.cache.log.LogWriter;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/**
 * Half a minute without Kafka for one instance, while another one changes keys and invalidates a tag and a pattern: on
 * clocks of the test, which pass while the reader of the first one waits for the logs.
 */
class CutOffTest {
    private static final String NAMESPACE = "products";
    private static final Duration BOUND = Duration.ofSeconds(3);
    private static final Duration STEP = Duration.ofMillis(100);
    private static final long CUT_MS = 2_000;
    private static final long MENDED_MS = CUT_MS + 30_000;
    /** The question that was on its way is given up, and the next one answered. */
    private static final long CAUGHT_UP_MS = MENDED_MS + 3_000;

    private static final long OVER_MS = MENDED_MS + 8_000;
    private static final List<String> KEYS = List.of("put", "invalidated", "tagged", "like this");

    private final TestClock clock = new TestClock();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong tokens = new AtomicLong();
    private final FakeStore store = new FakeStore(new Turns(new Random(1)));
    private final CutLine line = new CutLine(this::pass);
    private final Logs logs = new Logs();
    private final Instance other = new Instance(() -> 0);
    private final Instance cutOff = new Instance(nanos::get);
    private final Map<String, Integer> source = new HashMap<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private long lastFromMemoryMs;
    private int fromMemoryAgain;

    @Test
    void memoryAnswersForTheBoundOnlyAndAllThatHappenedCountsWhenTheLineIsMended() throws Exception {
        other.proof.reachedEndOf(0);
        KEYS.forEach(key -> source.put(key, 0));

        try (ControlReader reader =
                new ControlReader(() -> line, Topics.DEFAULT, cutOff.intake, cutOff.proof, nanos::get)) {
            reader.start();
            over.get(30, TimeUnit.SECONDS);
        }

        assertThat(lastFromMemoryMs).isGreaterThan(CUT_MS).isLessThan(CUT_MS + BOUND.toMillis());
        assertThat(fromMemoryAgain).isPositive();
    }

    /** On the thread of the reader. */
    private void pass(Duration time) {
        for (Duration left = time; left.toMillis() > 0 && !over.isDone(); left = left.minus(STEP)) {
            clock.advance(STEP);
            long nowMs = TimeUnit.NANOSECONDS.toMillis(nanos.addAndGet(STEP.toNanos()));
            try {
                live(nowMs);
            } catch (RuntimeException | AssertionError e) {
                over.completeExceptionally(e);
            }
        }
    }

    private void live(long nowMs) {
        if (nowMs == STEP.toMillis()) {
            other.open();
            cutOff.open();
        } else if (nowMs == CUT_MS) {
            line.cut();
        } else if (nowMs == MENDED_MS) {
            line.mend();
        } else if (nowMs > CUT_MS && nowMs < MENDED_MS && nowMs % 700 == 0) {
            change();
        } else if (nowMs == OVER_MS) {
            over.complete(null);
        }
        KEYS.forEach(key -> read(key, nowMs));
    }

    private void change() {
        source.replaceAll((key, version) -> version + 1);
        other.cache.put("put", source.get("put"));
        other.cache.invalidate("invalidated");
        assertThat(other.client.invalidateTag(NAMESPACE, "sale", "test")).isCompleted();
        assertThat(other.cache.invalidatePattern("like*", "test")).isCompleted();
    }

    private void read(String key, long nowMs) {
        int version = cutOff.cache.get(key, key.equals("tagged") ? Tags.of("sale") : Tags.NONE, source::get);
        boolean fromMemory = CacheReads.take().orElseThrow().outcome() == CacheOutcome.L1;
        boolean knowable = !fromMemory && (key.equals("put") || key.equals("invalidated"));
        if (knowable || nowMs >= CAUGHT_UP_MS) {
            assertThat(version).as("%s after %d ms", key, nowMs).isEqualTo(source.get(key));
        }
        if (fromMemory && nowMs < MENDED_MS) {
            lastFromMemoryMs = nowMs;
        } else if (fromMemory) {
            fromMemoryAgain++;
        }
    }

    /** Both logs; the other instance reads them while it writes. */
    private final class Logs implements LogWriter {
        private long nextControl;
        private long nextKey;

        @Override
        public CompletableFuture<Long> append(CacheControl control) {
            long offset = nextControl++;
            byte[] key = control.key().getBytes(UTF_8);
            byte[] value = EventJson.write(control);
            other.intake.control(offset, key, value);
            other.intake.controlRead(nextControl);
            line.written(new ConsumerRecord<>(Topics.DEFAULT.cacheControl().name(), 0, offset, key, value));
            return CompletableFuture.completedFuture(offset);
        }

        @Override
        public CompletableFuture<Long> append(KeyChange change) {
            long offset = nextKey++;
            byte[] value = EventJson.write(change);
            other.intake.key(offset, value);
            other.intake.keysRead(nextKey);
            line.written(new ConsumerRecord<>(Topics.DEFAULT.cacheKeys().name(), 0, offset, new byte[0], value));
            return CompletableFuture.completedFuture(offset);
        }

        @Override
        public CompletableFuture<Long> remove(String controlKey) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private final class Instance {
        private final LogProof proof;
        private final LogIntake intake;
        private final CacheClient client;
        private FlyballCache<Integer> cache;

        Instance(LongSupplier nanoTime) {
            ControlTable table = new ControlTable();
            KeyChanges changes = new KeyChanges(nanoTime);
            Positions positions = new Positions();
            proof = new LogProof(BOUND, nanoTime);
            ControlLine orders = new ControlLine(table, changes, positions, logs, CacheEvents.NONE, clock);
            intake = new LogIntake(table, changes, positions, orders);
            client = new CacheClient(
                    store,
                    new Steering(table, changes, positions, proof, clock),
                    new Surroundings(new AtOnce(), new Random(1), tokens::incrementAndGet, nanoTime),
                    new CacheClient.Log(orders, intake, new Invalidations(table, orders, clock), () -> {}, logs));
        }

        void open() {
            cache = client.namespace(NAMESPACE, Integer.class)
                    // For long, so that it is not this that bounds it.
                    .l1Hold(Duration.ofMinutes(1))
                    .earlyRefresh(0)
                    .build();
        }
    }

    /** Loads on the thread that wants the value. */
    private static final class AtOnce implements Work {
        @Override
        public void now(Runnable work) {
            work.run();
        }

        @Override
        public void later(Duration pause, Runnable work) {
            work.run();
        }

        @Override
        public void close() {}
    }
}

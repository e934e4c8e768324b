package dev.flyball.processor.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.digest.Pane;
import dev.flyball.schemas.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PanesTest {
    /** Not on the edge of any block. */
    private static final long NOW = 1_763_836_847_000L;

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long LATE = Duration.ofMinutes(2).toMillis();

    private record Second(long startMs, Digest digest) {}

    private static Panes panes(long... windowsMs) {
        List<Long> lengths = new ArrayList<>();
        for (long window : windowsMs) {
            lengths.add(window);
        }
        return new Panes(Retention.of(lengths, LATE));
    }

    private static Second second(Random random, long startMs) {
        Digest digest = new Digest();
        for (int i = random.nextInt(3); i >= 0; i--) {
            digest.add(Sample.of(startMs, "shop", "GET /", random.nextInt(500), random.nextInt(4) == 0 ? 500 : 200)
                    .withUser("u" + random.nextInt(1_000)));
        }
        return new Second(startMs, digest);
    }

    /** Some seconds up to now, each with a few samples. */
    private static List<Second> traffic(Random random, long reachMs, int seconds) {
        NavigableMap<Long, Second> byStart = new TreeMap<>();
        for (int i = 0; i < seconds; i++) {
            long start = Pane.startOf(NOW - 1 - random.nextLong(reachMs));
            byStart.put(start, second(random, start));
        }
        return new ArrayList<>(byStart.values());
    }

    private static Digest merged(List<Second> seconds, long fromMs, long toMs) {
        Digest all = new Digest();
        seconds.stream()
                .filter(second -> second.startMs >= fromMs && second.startMs < toMs)
                .forEach(second -> all.merge(second.digest));
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {5_000, 60_000, 300_000, 3_600_000})
    void aTallyIsWhatTheWindowSays(long lengthMs) {
        Random random = new Random(lengthMs);
        Panes panes = panes(lengthMs);
        traffic(random, 2 * lengthMs, 200).forEach(second -> panes.add(second.startMs, second.digest));

        // Small blocks are bytes after a drain.
        for (int round = 0; round < 2; round++) {
            Digest window = panes.upTo(NOW).last(lengthMs);
            Tally tally = panes.upTo(NOW).tallyLast(lengthMs, 250_000);
            assertThat(tally.samples()).isEqualTo(window.count());
            assertThat(tally.failed()).isEqualTo(window.errors());
            assertThat(tally.slow())
                    .isBetween(
                            window.latency().countAbove(260_000),
                            window.latency().countAbove(240_000));
            panes.drain(NOW, new Panes.Changes() {
                @Override
                public void saved(int level, long startMs, byte[] bytes) {}

                @Override
                public void forgotten(int level, long startMs) {}
            });
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5_000, 10_000, 60_000, 300_000, 499_000})
    void aWindowIsTheSumOfItsPanes(long lengthMs) {
        Random random = new Random(lengthMs);
        List<Second> traffic = traffic(random, 2 * lengthMs, 200);
        Panes panes = panes(lengthMs);
        traffic.forEach(second -> panes.add(second.startMs, second.digest));

        for (long boundary = NOW - lengthMs / 2; boundary <= NOW; boundary += lengthMs / 10) {
            long now = Pane.startOf(boundary);
            assertThat(panes.upTo(now).last(lengthMs)).isEqualTo(merged(traffic, now - lengthMs, now));
        }
    }

    /** Of the blocks that a window is merged from. */
    private static List<Long> starts(Panes panes, long lengthMs) {
        List<Long> starts = new ArrayList<>();
        panes.blocks(NOW - lengthMs, NOW, NOW, (startMs, block) -> starts.add(startMs));
        return starts;
    }

    /** The lengths of all objectives, and the longest that there is. */
    @ParameterizedTest
    @CsvSource({"1800000", "3600000", "7200000", "21600000", "86400000", "259200000"})
    void theOldEdgeOfALongWindowIsBlurredByTwoPercentAndTheNewOneIsExact(long lengthMs) {
        Random random = new Random(lengthMs);
        List<Second> traffic = traffic(random, lengthMs + HOUR, 3_000);
        traffic.add(second(random, NOW - Pane.MS));
        Panes panes = panes(lengthMs, 10_000);
        traffic.forEach(second -> panes.add(second.startMs, second.digest));
        panes.forget(NOW);

        List<Long> starts = starts(panes, lengthMs);

        Digest window = panes.upTo(NOW).last(lengthMs);
        long oldest = starts.get(0);
        assertThat(oldest).isGreaterThanOrEqualTo(NOW - lengthMs - lengthMs / 50);
        assertThat(window).isEqualTo(merged(traffic, oldest, NOW));
        assertThat(merged(traffic, NOW - lengthMs, oldest).count())
                .as("nothing that belongs to it is missing")
                .isZero();
    }

    @Test
    void theNumberOfMergesGrowsWithTheLogarithmOfTheLength() {
        Panes panes = panes(3 * 24 * HOUR);
        for (long start = NOW - 4 * 24 * HOUR; start < NOW; start += Pane.MS) {
            if (start % 10_000 == 0 || start > NOW - HOUR) {
                panes.add(start, second(new Random(start), start).digest);
            }
        }

        for (long length = 10_000; length <= 3 * 24 * HOUR; length *= 2) {
            double steps = Math.log((double) length / Pane.MS) / Math.log(2);
            assertThat(starts(panes, length).size()).isLessThan((int) (5 * steps));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theOrderOfAdditionsMakesNoDifference(long seed) {
        Random random = new Random(seed);
        List<Second> traffic = traffic(random, 2 * HOUR, 500);
        Panes inOrder = panes(10_000, HOUR);
        traffic.forEach(second -> inOrder.add(second.startMs, second.digest));
        Collections.shuffle(traffic, random);
        Panes shuffled = panes(10_000, HOUR);
        traffic.forEach(second -> shuffled.add(second.startMs, second.digest));

        for (long length : new long[] {10_000, HOUR}) {
            assertThat(shuffled.upTo(NOW).last(length))
                    .isEqualTo(inOrder.upTo(NOW).last(length));
        }
    }

    @Test
    void aStretchOfThePastMayBeAskedForAsWell() {
        List<Second> traffic = traffic(new Random(5), 3 * HOUR, 3_000);
        Panes panes = panes(10_000, 2 * HOUR);
        traffic.forEach(second -> panes.add(second.startMs, second.digest));
        panes.forget(NOW);

        Digest past = panes.upTo(NOW).between(NOW - 2 * HOUR, NOW - HOUR);

        long blur = 60_000;
        long from = Math.floorDiv(NOW - 2 * HOUR, blur) * blur;
        assertThat(past).isEqualTo(merged(traffic, from, from + HOUR));
    }

    @ParameterizedTest
    @ValueSource(longs = {10_000, 3_600_000})
    void itIsKnownWhenAWindowLosesSomething(long lengthMs) {
        Random random = new Random(lengthMs);
        Panes panes = panes(lengthMs);
        traffic(random, 2 * lengthMs, 20).forEach(second -> panes.add(second.startMs, second.digest));

        long now = NOW;
        while (now < NOW + 2 * lengthMs) {
            ClosedPanes windows = panes.upTo(now);
            Digest window = windows.last(lengthMs);
            long changes = windows.changesAt();
            if (changes == Long.MAX_VALUE) {
                assertThat(window.count()).isZero();
                return;
            }
            assertThat(panes.upTo(changes - Pane.MS).last(lengthMs)).isEqualTo(window);
            assertThat(panes.upTo(changes).last(lengthMs)).isNotEqualTo(window);
            now = changes;
        }
        assertThat(panes.upTo(now).last(lengthMs).count()).isZero();
    }

    /** Stands in for the store. */
    private static final class Saved implements Panes.Changes {
        private final Map<List<Long>, byte[]> blocks = new TreeMap<>(
                Comparator.<List<Long>>comparingLong(key -> key.get(0)).thenComparingLong(key -> key.get(1)));

        @Override
        public void saved(int level, long startMs, byte[] bytes) {
            blocks.put(List.of((long) level, startMs), bytes);
        }

        @Override
        public void forgotten(int level, long startMs) {
            assertThat(blocks.remove(List.of((long) level, startMs))).isNotNull();
        }

        Panes restored(long nowMs, long... windowsMs) {
            Panes panes = panes(windowsMs);
            blocks.forEach((key, bytes) -> panes.restore(key.get(0).intValue(), key.get(1), bytes));
            panes.restored(nowMs);
            return panes;
        }
    }

    @Test
    void whatWasSavedIsAllThatIsNeededToGoOn() {
        long[] lengths = {10_000, 300_000, 2 * HOUR};
        Random random = new Random(11);
        Saved saved = new Saved();
        Panes undisturbed = panes(lengths);
        Panes panes = panes(lengths);
        for (long now = NOW - 3 * HOUR; now < NOW; now += Pane.MS) {
            long start = random.nextInt(10) == 0 ? now - random.nextInt(100) * Pane.MS : now;
            Second second = second(random, start);
            undisturbed.add(start, second.digest);
            panes.add(start, second.digest);
            undisturbed.forget(now);
            panes.forget(now);
            // As the monitor does it: longer blocks end with a minute, and are saved then.
            if (random.nextInt(5) == 0 || now % 60_000 == 0) {
                panes.drain(now, saved);
                panes = random.nextInt(20) == 0 ? saved.restored(now, lengths) : panes;
            }
        }

        for (long length : lengths) {
            assertThat(panes.upTo(NOW).last(length))
                    .isEqualTo(undisturbed.upTo(NOW).last(length));
        }
        assertThat(saved.blocks).as("what is of no use is deleted").hasSizeLessThan(1_000);
    }

    @Test
    void alongerRuleBeginsWithWhatIsKnown() {
        List<Second> traffic = traffic(new Random(3), 300_000, 250);
        Panes panes = panes(300_000);
        traffic.forEach(second -> panes.add(second.startMs, second.digest));

        panes.retain(Retention.of(List.of(300_000L, HOUR), LATE));

        assertThat(panes.upTo(NOW).last(HOUR)).isEqualTo(merged(traffic, NOW - HOUR, NOW));
    }

    @Test
    void onlyWhatIsLookedAtIsKept() {
        Panes panes = panes(10_000);
        for (long start = NOW - HOUR; start < NOW; start += Pane.MS) {
            panes.add(start, second(new Random(start), start).digest);
            panes.forget(start + Pane.MS);
        }
        Saved saved = new Saved();
        panes.drain(NOW, saved);

        assertThat(saved.blocks.keySet().stream().filter(key -> key.get(0) == 0))
                .hasSize(11);
        assertThat(saved.blocks.keySet().stream().filter(key -> key.get(0) == 1))
                .as("two minutes that late samples correct")
                .hasSizeBetween(12, 14);
    }

    @Test
    void aLargeWindowThatIsSeldomReadIsAsItWasAndTakesLateSamples() {
        Random random = new Random(7);
        long start = Ladder.startOf(Ladder.PUBLISHED, NOW) - Panes.WINDOW_MS;
        Panes pressed = panes(10_000);
        Panes read = panes(60_000);
        Digest all = new Digest();
        for (int i = 0; i < 200; i++) {
            Second second = second(random, start + i % 10 * 1_000);
            all.merge(second.digest());
            pressed.add(second.startMs(), second.digest());
            read.add(second.startMs(), second.digest());
        }
        Saved saved = new Saved();
        pressed.drain(NOW, saved);
        read.drain(NOW, new Saved());
        assertThat(pressed.window(start)).isEqualTo(read.window(start)).isEqualTo(all);

        Second late = second(random, start);
        pressed.add(late.startMs(), late.digest());
        all.merge(late.digest());
        pressed.drain(NOW, saved);

        assertThat(pressed.window(start)).isEqualTo(all);
    }
}

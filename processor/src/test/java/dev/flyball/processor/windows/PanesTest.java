package dev.flyball.processor.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.digest.Pane;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PanesTest {
    /** Not on the edge of any block. */
    private static final long NOW = 1_763_836_847_000L;

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long LATE = Duration.ofMinutes(2).toMillis();
    /** How many windows rules look at, where they change. */
    private static final int WINDOWS = 3;

    private record Second(long startMs, Digest digest) {
        /** Adds a copy, as panes keep what they are given. */
        void addTo(Panes panes) {
            panes.add(startMs, Digest.ofBytes(digest.toBytes()));
        }
    }

    private static Panes panes(long... windowsMs) {
        return new Panes(retention(windowsMs));
    }

    private static Retention retention(long... windowsMs) {
        return Retention.of(LongStream.of(windowsMs).boxed().toList(), LATE);
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
        traffic(random, 2 * lengthMs, 200).forEach(second -> second.addTo(panes));

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
            panes.drain(NOW, (level, startMs, bytes) -> {});
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5_000, 10_000, 60_000, 300_000, 499_000})
    void aWindowIsTheSumOfItsPanes(long lengthMs) {
        Random random = new Random(lengthMs);
        List<Second> traffic = traffic(random, 2 * lengthMs, 200);
        Panes panes = panes(lengthMs);
        traffic.forEach(second -> second.addTo(panes));

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
        traffic.forEach(second -> second.addTo(panes));
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
        traffic.forEach(second -> second.addTo(inOrder));
        Collections.shuffle(traffic, random);
        Panes shuffled = panes(10_000, HOUR);
        traffic.forEach(second -> second.addTo(shuffled));

        for (long length : new long[] {10_000, HOUR}) {
            assertThat(shuffled.upTo(NOW).last(length))
                    .isEqualTo(inOrder.upTo(NOW).last(length));
        }
    }

    @Test
    void aStretchOfThePastMayBeAskedForAsWell() {
        List<Second> traffic = traffic(new Random(5), 3 * HOUR, 3_000);
        Panes panes = panes(10_000, 2 * HOUR);
        traffic.forEach(second -> second.addTo(panes));
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
        traffic(random, 2 * lengthMs, 20).forEach(second -> second.addTo(panes));

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

    @Test
    void aLongBlockWhoseShortOnesAreGoneLeavesAsSoonAsTheEdgeIsInIt() {
        // Given ten seconds of which only the long block is left, as nobody looked back further for a while
        long start = Ladder.startOf(1, NOW);
        Panes panes = panes(10_000, HOUR / 2);
        for (int i = 0; i < 10; i++) {
            second(new Random(i), start + i * Pane.MS).addTo(panes);
        }
        panes.retain(retention(60_000, HOUR / 2), start + 30_000);

        // When the old edge of a minute comes to its start
        ClosedPanes windows = panes.upTo(start + 60_000);

        // Then it counts there, and a second later no more
        assertThat(windows.last(60_000).count()).isPositive();
        assertThat(windows.changesAt()).isEqualTo(start + 61_000);
        assertThat(panes.upTo(start + 61_000).last(60_000).count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void howeverFarRulesLookedBackBeforeNoChangeOfAStretchIsMissed(long seed) {
        for (int window = 0; window < WINDOWS; window++) {
            for (int part = 0; part <= 3; part++) {
                Random random = new Random(seed);
                Panes panes = panes(10_000);
                long lengthMs = pastOfManyRules(random, panes)[window];
                assertNoChangeIsMissed(panes, lengthMs, Pane.startOf(lengthMs * part / 4));
            }
        }
    }

    /** Busy and quiet times, while rules look back further and less far; returns the windows that they look at in the end. */
    private static long[] pastOfManyRules(Random random, Panes panes) {
        long[] lengths = {10_000, 60_000, 97_000, 300_000, 1_000_000, HOUR / 2 + 60_000, 2 * HOUR, 20 * HOUR};
        long[] windows = {10_000, 10_000, 10_000};
        panes.beginAt(NOW - 2 * HOUR);
        for (long now = NOW - 2 * HOUR; now < NOW; now += Pane.MS) {
            if (random.nextInt(now % 600_000 < 300_000 ? 5 : 100) == 0) {
                second(random, now - Pane.MS).addTo(panes);
            }
            if (random.nextInt(400) == 0) {
                windows = random.ints(WINDOWS, 0, lengths.length)
                        .mapToLong(i -> lengths[i])
                        .toArray();
                panes.retain(retention(windows), now);
            }
            panes.forget(now);
        }
        return windows;
    }

    private static void assertNoChangeIsMissed(Panes panes, long lengthMs, long untilMs) {
        Tally seen = new Tally(0, 0, 0);
        long changes = NOW;
        for (long now = NOW; now <= NOW + 2 * HOUR; now += Pane.MS) {
            panes.forget(now);
            Tally stretch = panes.upTo(now).tally(now - lengthMs, now - untilMs, 250_000);
            if (now < changes) {
                assertThat(stretch)
                        .as("%s to %s ms back, %s ms from now", lengthMs, untilMs, now - NOW)
                        .isEqualTo(seen);
            } else {
                seen = stretch;
                changes = panes.changesAt(now - lengthMs, now - untilMs, now);
                assertThat(changes).isGreaterThan(now);
            }
        }
    }

    /** Stands in for the store. */
    private static final class Saved implements Panes.Changes {
        private final List<Entry> entries = new ArrayList<>();
        private long nowMs;

        private record Entry(int level, long startMs, long savedMs, byte[] bytes) {}

        @Override
        public void saved(int level, long startMs, byte[] bytes) {
            entries.add(new Entry(level, startMs, nowMs, bytes));
        }

        void drain(Panes panes, long nowMs) {
            this.nowMs = nowMs;
            panes.drain(nowMs, this);
        }

        long saved(int level) {
            return entries.stream().filter(entry -> entry.level == level).count();
        }

        Panes restored(long nowMs, Panes empty) {
            entries.forEach(entry -> empty.restore(entry.level, entry.startMs, entry.savedMs, entry.bytes));
            empty.restored(nowMs);
            return empty;
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
            second.addTo(undisturbed);
            second.addTo(panes);
            undisturbed.forget(now);
            panes.forget(now);
            // As the monitor does it: longer blocks end with a minute, and are saved then.
            if (random.nextInt(5) == 0 || now % 60_000 == 0) {
                saved.drain(panes, now);
                panes = random.nextInt(20) == 0 ? saved.restored(now, panes(lengths)) : panes;
            }
        }

        for (long length : lengths) {
            assertThat(panes.upTo(NOW).last(length))
                    .isEqualTo(undisturbed.upTo(NOW).last(length));
        }
        assertThat(saved.entries.stream()
                        .filter(entry -> entry.level > Ladder.PUBLISHED)
                        .map(entry -> entry.level + " " + entry.startMs))
                .as("longer blocks are saved once, however often late samples change them")
                .hasSizeGreaterThan(100)
                .doesNotHaveDuplicates();
    }

    @Test
    void alongerRuleBeginsWithWhatIsKnown() {
        List<Second> traffic = traffic(new Random(3), 300_000, 250);
        Panes panes = panes(300_000);
        traffic.forEach(second -> second.addTo(panes));

        panes.retain(retention(300_000, HOUR), NOW);

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
        saved.drain(panes, NOW);

        assertThat(saved.saved(0)).isEqualTo(11);
        assertThat(saved.saved(1)).as("two minutes that late samples correct").isBetween(12L, 14L);
    }

    /** What is saved may outlive its use to one endpoint, as it may be of use to another one. */
    @Test
    void whatWasForgottenBeforeALongerRuleIsNotTakenBackForIt() {
        Panes undisturbed = panes(10_000);
        Saved saved = new Saved();
        long lengthMs = 300_000;
        Retention longer = retention(10_000, lengthMs);
        long changeMs = NOW - 100_000;
        for (long start = NOW - HOUR; start < NOW; start += Pane.MS) {
            undisturbed.add(start, second(new Random(start), start).digest);
            long now = start + Pane.MS;
            if (now == changeMs) {
                undisturbed.retain(longer, now);
            }
            if (now % 60_000 == 0) {
                undisturbed.forget(now);
            }
            saved.drain(undisturbed, now);
        }
        ByteWriter state = new ByteWriter(64);
        undisturbed.writeTo(state);

        Panes fresh = new Panes(longer);
        fresh.readFrom(new ByteReader(state.toBytes()));
        Panes restored = saved.restored(NOW, fresh);

        Digest window = undisturbed.upTo(NOW).last(lengthMs);
        assertThat(restored.upTo(NOW).last(lengthMs)).isEqualTo(window);
        assertThat(saved.restored(NOW, new Panes(longer)).upTo(NOW).last(lengthMs))
                .as("there would have been more")
                .isNotEqualTo(window);
    }

    @Test
    void blocksOfAFormerLifeAreNotTakenBack() {
        Panes former = panes(10_000);
        Saved saved = new Saved();
        former.add(NOW - 5_000, second(new Random(1), NOW - 5_000).digest);
        saved.drain(former, NOW - 4_000);

        Panes reborn = panes(10_000);
        reborn.beginAt(NOW - 2_000);
        reborn.add(NOW - 2_000, second(new Random(2), NOW - 2_000).digest);
        saved.drain(reborn, NOW - 1_000);
        ByteWriter state = new ByteWriter(64);
        reborn.writeTo(state);
        Panes fresh = panes(10_000);
        fresh.readFrom(new ByteReader(state.toBytes()));

        assertThat(saved.restored(NOW, fresh).upTo(NOW).last(10_000))
                .isEqualTo(reborn.upTo(NOW).last(10_000));
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
            second.addTo(pressed);
            second.addTo(read);
        }
        Saved saved = new Saved();
        saved.drain(pressed, NOW);
        new Saved().drain(read, NOW);
        assertThat(pressed.window(start)).isEqualTo(read.window(start)).isEqualTo(all);

        Second late = second(random, start);
        pressed.add(late.startMs(), late.digest());
        all.merge(late.digest());
        saved.drain(pressed, NOW);

        assertThat(pressed.window(start)).isEqualTo(all);
    }
}

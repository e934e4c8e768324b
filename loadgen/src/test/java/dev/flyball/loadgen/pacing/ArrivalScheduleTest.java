package dev.flyball.loadgen.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.loadgen.scenario.Phase;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class ArrivalScheduleTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void evenRequestsAreAtEqualDistances() {
        long[] due = all(ArrivalSchedule.even(new Phase.Open(4, 4), Duration.ofSeconds(1)));

        assertThat(due).containsExactly(0, SECOND / 4, SECOND / 2, SECOND * 3 / 4);
    }

    @Test
    void aRampAddsUpToItsMeanRate() {
        long[] due = all(ArrivalSchedule.even(new Phase.Open(0, 100), Duration.ofSeconds(10)));

        assertThat(due).hasSize(500).isSorted();
        assertThat(LongStream.of(due).filter(at -> at < 5 * SECOND)).hasSize(125);
    }

    @Test
    void aRampMayGoDownToNothing() {
        long[] due = all(ArrivalSchedule.even(new Phase.Open(100, 0), Duration.ofSeconds(10)));

        assertThat(due).hasSize(500).isSorted();
        assertThat(LongStream.of(due).filter(at -> at < 5 * SECOND)).hasSize(375);
    }

    @Test
    void nothingIsDueAtARateOfZero() {
        assertThat(all(ArrivalSchedule.even(new Phase.Open(0, 0), Duration.ofSeconds(10))))
                .isEmpty();
    }

    @Test
    void poissonArrivalsKeepTheRateAndAreIrregular() {
        long[] due = all(poisson(7));

        // The distances of independent arrivals vary as much as they are long.
        double mean = 60.0 * SECOND / due.length;
        double variance = LongStream.range(1, due.length)
                .mapToDouble(i -> Math.pow(due[(int) i] - due[(int) i - 1] - mean, 2))
                .average()
                .orElseThrow();
        assertThat((double) due.length).isCloseTo(60_000, Percentage.withPercentage(2));
        assertThat(Math.sqrt(variance)).isCloseTo(mean, Percentage.withPercentage(5));
    }

    @Test
    void theSameSeedGivesTheSameMoments() {
        assertThat(all(poisson(7))).isEqualTo(all(poisson(7))).isNotEqualTo(all(poisson(8)));
    }

    private static ArrivalSchedule poisson(long seed) {
        return ArrivalSchedule.poisson(new Phase.Open(1000, 1000), Duration.ofSeconds(60), new SplittableRandom(seed));
    }

    private static long[] all(ArrivalSchedule schedule) {
        return LongStream.generate(schedule::next)
                .takeWhile(at -> at != ArrivalSchedule.NEVER)
                .toArray();
    }
}

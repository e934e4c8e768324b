package dev.flyball.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.cache.control.Orders;
import dev.flyball.cache.entry.Basis;
import dev.flyball.cache.entry.Stamp;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.CacheTuning;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlyRefreshTest {
    private static final Stamp COSTS_100_MS = new Stamp(new Basis(0, 0, 0, 0), List.of(), 0, 60_000, 60_000, 100);

    @ParameterizedTest
    @CsvSource({"2, 0, 1.0", "2, 200, 0.368", "2, 400, 0.135", "1, 100, 0.368", "2, 5000, 0", "0, 1, 0"})
    void theChanceFallsWithTheTimeThatIsLeftInTermsOfTheCost(double beta, long leftMs, double chance) {
        EarlyRefresh early = new EarlyRefresh(beta, new Random(1));

        long due = IntStream.range(0, 20_000)
                .filter(i -> early.isDue(COSTS_100_MS, Orders.UNSTEERED, 60_000 - leftMs))
                .count();

        assertThat(due / 20_000.0).isBetween(chance - 0.015, chance + 0.015);
    }

    @Test
    void howEarlyItIsCanBeOrdered() {
        EarlyRefresh early = new EarlyRefresh(2, () -> -1L);
        Orders earlier = new Orders(true, 0, 0, CacheMode.NORMAL, 1, null, null, CacheTuning.ofEarlyRefresh(8));
        Orders never = new Orders(true, 0, 0, CacheMode.NORMAL, 1, null, null, CacheTuning.ofEarlyRefresh(0));

        assertThat(early.notBeforeMs(COSTS_100_MS, earlier)).isEqualTo(60_000 - 21 * 8 * 100);
        assertThat(early.notBeforeMs(COSTS_100_MS, never)).isEqualTo(60_000);
        assertThat(early.isDue(COSTS_100_MS, never, 59_999)).isFalse();
    }

    @Test
    void beforeTheFirstMomentAtWhichItMayBeDueItNeverIs() {
        EarlyRefresh early = new EarlyRefresh(2, () -> -1L);

        long notBeforeMs = early.notBeforeMs(COSTS_100_MS, Orders.UNSTEERED);

        assertThat(early.isDue(COSTS_100_MS, Orders.UNSTEERED, notBeforeMs - 1)).isFalse();
        assertThat(early.isDue(COSTS_100_MS, Orders.UNSTEERED, notBeforeMs + 1)).isTrue();
    }
}

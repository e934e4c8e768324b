package dev.flyball.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HotKeysTest {
    private final HotKeys everyReadCounts = new HotKeys(() -> 0);

    @Test
    void aKeyThatIsReadMoreThanOthersIsFirstHoweverManyThereAre() {
        for (int i = 0; i < 20_000; i++) {
            everyReadCounts.read("rare " + i);
            everyReadCounts.read(i % 2 == 0 ? "hot" : "hotter");
            everyReadCounts.read("hotter");
        }

        assertThat(everyReadCounts.top(2)).extracting(HotKey::key).containsExactly("hotter", "hot");
        assertThat(everyReadCounts.top(1).get(0).reads()).isGreaterThanOrEqualTo(64 * 30_000L);
    }

    @Test
    void whatIsPassedOverIsNotCounted() {
        HotKeys everySecondCounts = new HotKeys(() -> 1);

        everySecondCounts.read("hot");
        assertThat(everySecondCounts.top(1)).isEmpty();

        everySecondCounts.read("hot");
        assertThat(everySecondCounts.top(1)).hasSize(1);
    }
}

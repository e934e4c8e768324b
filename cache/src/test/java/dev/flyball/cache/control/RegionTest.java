package dev.flyball.cache.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.cache.entry.Basis;
import dev.flyball.cache.entry.Freshness;
import dev.flyball.cache.entry.Stamp;
import dev.flyball.cache.entry.TagStamp;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.Cohort;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegionTest {
    private final Region region = new Region();

    @Test
    void aSoftInvalidationOfATagLeavesTheValueUsableAndAHardOneDoesNot() {
        Stamp stamp = tagged(region.stampsOf(List.of("red"), 0));

        region.merge(control("red", 10, 0), 5);
        assertThat(region.judge("42", stamp)).isEqualTo(Freshness.SUPERSEDED);

        region.merge(control("red", 11, 11), 6);
        assertThat(region.judge("42", stamp)).isEqualTo(Freshness.UNUSABLE);
        assertThat(region.judge("42", tagged(region.stampsOf(List.of("red"), 7))))
                .isEqualTo(Freshness.FRESH);
    }

    @Test
    void aTagThatChangedDuringTheLoadIsStampedOld() {
        region.merge(control("red", 10, 10), 5);

        assertThat(region.judge("42", tagged(region.stampsOf(List.of("red"), 5))))
                .isEqualTo(Freshness.UNUSABLE);
    }

    @Test
    void whenTooManyTagsAreInvalidatedValuesOfForgottenOnesAreRejectedNotServed() {
        Stamp old = tagged(region.stampsOf(List.of("tag 0"), 0));
        Stamp other = tagged(region.stampsOf(List.of("never invalidated"), 0));
        for (int i = 0; i <= Region.MAX_TAGS; i++) {
            region.merge(control("tag " + i, i + 1, i + 1), i);
        }

        assertThat(region.judge("42", old)).isEqualTo(Freshness.UNUSABLE);
        assertThat(region.judge("42", other)).isEqualTo(Freshness.UNUSABLE);
        assertThat(region.judge("42", tagged(region.stampsOf(List.of("tag 0"), 20_000))))
                .isEqualTo(Freshness.FRESH);
    }

    @Test
    void aPatternRejectsWhatMatchesAndWasLoadedWithoutKnowingIt() {
        region.merge(control("glob:a*z", 1, 1), 5);
        region.merge(control("soft-glob:*q*", 1, 0), 6);

        assertThat(region.judge("abz", knowing(5))).isEqualTo(Freshness.UNUSABLE);
        assertThat(region.judge("abz", knowing(6))).isEqualTo(Freshness.FRESH);
        assertThat(region.judge("abzb", knowing(5))).isEqualTo(Freshness.FRESH);
        assertThat(region.judge("1q2", knowing(6))).isEqualTo(Freshness.SUPERSEDED);
        region.remove("glob:a*z");
        assertThat(region.judge("abz", knowing(5))).isEqualTo(Freshness.FRESH);
    }

    @Test
    void ofTooManyPatternsTheOldestCountsForEveryKey() {
        for (int i = 0; i <= PatternRules.MAX_RULES; i++) {
            region.merge(control("glob:" + i, 1, 1), i);
        }

        assertThat(region.judge("other", knowing(0))).isEqualTo(Freshness.UNUSABLE);
        assertThat(region.judge("other", knowing(1))).isEqualTo(Freshness.FRESH);
    }

    @Test
    void aPatternOfManyStarsIsNoTrap() {
        String key = "a".repeat(10_000);

        assertThat(new Glob("*a".repeat(100) + "b").matches(key)).isFalse();
        assertThat(new Glob("*a*").matches(key)).isTrue();
    }

    private static Stamp tagged(List<TagStamp> tags) {
        return new Stamp(new Basis(0, 100_000, 0, 0), tags, 0, 1, 1, 0);
    }

    private static Stamp knowing(long controlPosition) {
        return new Stamp(new Basis(0, controlPosition, 0, 0), List.of(), 0, 1, 1, 0);
    }

    private static CacheControl control(String tag, long minFresh, long minUsable) {
        return new CacheControl(
                1, "products", tag, minFresh, minFresh, minUsable, CacheMode.NORMAL, 1, Cohort.ALL, 0, null, "test");
    }
}

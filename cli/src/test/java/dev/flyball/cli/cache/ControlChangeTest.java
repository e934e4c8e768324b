package dev.flyball.cli.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.CacheTuning;
import dev.flyball.schemas.Cohort;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ControlChangeTest {
    private static final CacheControl FIRST = record(null, 1, 100, 100, CacheMode.NORMAL, 1, Cohort.ALL, 0);

    private static CacheControl record(
            @Nullable String tag,
            long version,
            long minFresh,
            long minUsable,
            CacheMode mode,
            double ttlScale,
            Cohort cohort,
            long until) {
        return new CacheControl(
                1, "products", tag, version, minFresh, minUsable, mode, ttlScale, cohort, until, null, "why");
    }

    private static String change(@Nullable CacheControl before, CacheControl after) {
        return new ControlChange(before, after).toString();
    }

    @Test
    void invalidationsAreToldFromEachOther() {
        assertThat(change(null, FIRST)).isEqualTo("first use");
        assertThat(change(FIRST, record(null, 2, 200, 200, CacheMode.NORMAL, 1, Cohort.ALL, 0)))
                .isEqualTo("invalidated");
        assertThat(change(FIRST, record(null, 2, 200, 100, CacheMode.NORMAL, 1, Cohort.ALL, 0)))
                .isEqualTo("invalidated softly");
        assertThat(change(null, record("brand:acme", 200, 200, 200, CacheMode.NORMAL, 1, Cohort.ALL, 0)))
                .isEqualTo("invalidated");
        assertThat(change(null, record("soft-glob:eu-*", 1, 1, 0, CacheMode.NORMAL, 1, Cohort.ALL, 0)))
                .isEqualTo("invalidated softly");
    }

    @Test
    void aSteeringSaysWhatForWhomAndForHowLong() {
        CacheControl steered =
                record(null, 2, 100, 100, CacheMode.SERVE_STALE, 2.5, new Cohort(100, 7), 1_800_000_000_000L);

        assertThat(change(FIRST, steered))
                .isEqualTo("mode SERVE_STALE, times to live x 2.5, for 10.0 % of the keys, until 2027-01-15T08:00:00Z");
        assertThat(change(steered, steered)).isEqualTo("confirmed");
    }

    @Test
    void howLoadsAndMemoryAreTunedIsToldAndThatItIsOver() {
        CacheControl tuned = new CacheControl(
                1,
                "products",
                null,
                2,
                100,
                100,
                CacheMode.NORMAL,
                1,
                Cohort.ALL,
                0,
                null,
                "why",
                null,
                null,
                null,
                new CacheTuning(3.0, 8.0, 0.5));

        assertThat(change(FIRST, tuned)).isEqualTo("load time-out x 3.0, early refresh 8.0, memory x 0.5");
        assertThat(change(tuned, record(null, 3, 100, 100, CacheMode.NORMAL, 1, Cohort.ALL, 0)))
                .isEqualTo("tuned as the app says");
    }
}

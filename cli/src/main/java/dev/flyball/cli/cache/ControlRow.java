package dev.flyball.cli.cache;

import dev.flyball.cli.text.Amount;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is ordered for a namespace, a tag or a pattern, now.
 *
 * @param mode that is in force; NORMAL if its time is over
 * @param until epoch milliseconds; 0 for no end
 */
public record ControlRow(
        String namespace,
        @Nullable String tag,
        long version,
        long minFresh,
        long minUsable,
        long minFreshAgeMs,
        CacheMode mode,
        double ttlScale,
        int cohortPermille,
        @Nullable String action,
        long until,
        String reason) {
    public static ControlRow of(CacheControl record, long nowMs) {
        boolean over = record.until() != 0 && nowMs >= record.until();
        return new ControlRow(
                record.namespace(),
                record.tag(),
                record.version(),
                record.minFresh(),
                record.minUsable(),
                nowMs - record.minFresh(),
                over ? CacheMode.NORMAL : record.mode(),
                over ? 1 : record.ttlScale(),
                record.cohort().permille(),
                record.action(),
                record.until(),
                record.reason());
    }

    /** How long ago it was that values became stale. */
    public String age() {
        return Amount.time(minFreshAgeMs);
    }

    public String strength() {
        return minUsable >= minFresh ? "hard" : "soft";
    }

    public String end() {
        return until == 0 ? "-" : Instant.ofEpochMilli(until).toString();
    }

    public String steeredBy() {
        return action == null ? "-" : action;
    }
}

package dev.flyball.cache.control;

import dev.flyball.schemas.Arm;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.Cohort;
import org.jspecify.annotations.Nullable;

/**
 * The record of a namespace, with the orders that follow from it made once and not for each read.
 *
 * @param record the newest, with the highest epochs of all
 */
record Ruling(CacheControl record, Standing standing, Orders treated, Orders control, Orders expired) {
    static Ruling of(CacheControl record, long offset) {
        return of(record, Standing.of(Mark.of(record, offset)));
    }

    /** What another record makes of it. */
    Ruling with(CacheControl other, long offset) {
        Mark mark = Mark.of(other, offset);
        Standing after = standing.with(mark);
        CacheControl newest = after.newest().equals(mark) ? other : record;
        return of(newest.atLeast(after.minFresh(), after.minUsable(), after.stamped()), after);
    }

    private static Ruling of(CacheControl record, Standing standing) {
        String action = record.action();
        long cohortFresh = record.cohortFresh() == null ? Long.MIN_VALUE : record.cohortFresh();
        long cohortUsable = record.cohortUsable() == null ? cohortFresh : record.cohortUsable();
        Orders treated = new Orders(
                true,
                Math.max(record.minFresh(), cohortFresh),
                Math.max(record.minUsable(), cohortUsable),
                record.mode(),
                record.ttlScale(),
                action,
                action == null ? null : Arm.TREATED,
                record.tuned());
        return new Ruling(
                record,
                standing,
                treated,
                calm(record, action, action == null ? null : Arm.CONTROL),
                calm(record, null, null));
    }

    Orders orders(String key, long nowMs) {
        if (isOver(nowMs)) {
            return expired;
        }
        Cohort cohort = record.cohort();
        return cohort.permille() == 1000 || CohortDraw.contains(cohort, key) ? treated : control;
    }

    /** The share of its memory that a process may use; as long as keys are only drawn, all of it. */
    double memoryShare(long nowMs) {
        Double share = record.tuned().memoryShare();
        return share == null || record.cohort().permille() == 0 || isOver(nowMs) ? 1 : share;
    }

    private boolean isOver(long nowMs) {
        return record.until() != 0 && nowMs >= record.until();
    }

    private static Orders calm(CacheControl record, @Nullable String action, @Nullable Arm arm) {
        return new Orders(true, record.minFresh(), record.minUsable(), CacheMode.NORMAL, 1, action, arm);
    }
}

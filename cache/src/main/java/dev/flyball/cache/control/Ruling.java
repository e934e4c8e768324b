package dev.flyball.cache.control;

import dev.flyball.schemas.Arm;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.Cohort;
import org.jspecify.annotations.Nullable;

/** The record of a namespace, with the orders that follow from it made once and not for each read. */
record Ruling(CacheControl record, Orders treated, Orders control, Orders expired) {
    static Ruling of(CacheControl record) {
        String action = record.action();
        long cohortFresh = record.cohortFresh() == null ? Long.MIN_VALUE : record.cohortFresh();
        Orders treated = new Orders(
                true,
                Math.max(record.minFresh(), cohortFresh),
                Math.max(record.minUsable(), cohortFresh),
                record.mode(),
                record.ttlScale(),
                action,
                action == null ? null : Arm.TREATED);
        return new Ruling(
                record, treated, calm(record, action, action == null ? null : Arm.CONTROL), calm(record, null, null));
    }

    Orders orders(String key, long nowMs) {
        if (record.until() != 0 && nowMs >= record.until()) {
            return expired;
        }
        Cohort cohort = record.cohort();
        return cohort.permille() == 1000 || CohortDraw.contains(cohort, key) ? treated : control;
    }

    private static Orders calm(CacheControl record, @Nullable String action, @Nullable Arm arm) {
        return new Orders(true, record.minFresh(), record.minUsable(), CacheMode.NORMAL, 1, action, arm);
    }
}

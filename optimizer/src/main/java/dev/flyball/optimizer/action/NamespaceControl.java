package dev.flyball.optimizer.action;

import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.Cohort;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a namespace of the cache is steered at a moment, and how it can be steered next. Epochs only grow.
 *
 * @param namespace its name
 * @param last the newest control record known, null for none
 * @param now event time, epoch milliseconds
 */
public record NamespaceControl(String namespace, @Nullable CacheControl last, long now) {
    /** Epochs are milliseconds with so many bits below, for changes within one millisecond. */
    private static final int BITS_WITHIN_A_MILLISECOND = 12;

    /** Whether reads are answered in a special way now; a change whose time is over does not count any more. */
    public boolean isSpecial() {
        CacheControl control = inForce();
        return control != null && (control.mode() != CacheMode.NORMAL || control.ttlScale() != 1);
    }

    /** Whether the newest record is that of the action. */
    public boolean isBy(String action) {
        return last != null && action.equals(last.action());
    }

    /** No value of up to now is served any more; how reads are answered stays as it is. */
    public CacheControl invalidated(String action, String reason) {
        long epoch = Math.max(minFresh() + 1, now << BITS_WITHIN_A_MILLISECOND);
        CacheControl kept = inForce();
        return kept == null
                ? record(epoch, epoch, CacheMode.NORMAL, 1, Cohort.ALL, 0, action, reason)
                : record(epoch, epoch, kept.mode(), kept.ttlScale(), kept.cohort(), kept.until(), action, reason);
    }

    /** Values past their time are served while one caller loads; replaces what was special before. */
    public CacheControl servingStale(Duration duration, String action, String reason) {
        long until = now + duration.toMillis();
        return record(minFresh(), minUsable(), CacheMode.SERVE_STALE, 1, Cohort.ALL, until, action, reason);
    }

    /** Nothing special; what was invalidated stays so. */
    public CacheControl normal(String action, String reason) {
        return record(minFresh(), minUsable(), CacheMode.NORMAL, 1, Cohort.ALL, 0, action, reason);
    }

    private @Nullable CacheControl inForce() {
        return last == null || (last.until() != 0 && last.until() <= now) ? null : last;
    }

    private long minFresh() {
        return last == null ? 0 : last.minFresh();
    }

    private long minUsable() {
        return last == null ? 0 : last.minUsable();
    }

    private CacheControl record(
            long minFresh,
            long minUsable,
            CacheMode mode,
            double ttlScale,
            Cohort cohort,
            long until,
            String action,
            String reason) {
        return new CacheControl(
                CacheControl.SCHEMA_VERSION,
                namespace,
                null,
                last == null ? 1 : last.version() + 1,
                minFresh,
                minUsable,
                mode,
                ttlScale,
                cohort,
                until,
                action,
                reason);
    }
}

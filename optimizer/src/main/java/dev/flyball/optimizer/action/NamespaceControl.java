package dev.flyball.optimizer.action;

import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.CacheTuning;
import dev.flyball.schemas.Cohort;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a namespace of the cache is steered at a moment, and how it can be steered next. Epochs only grow, also beyond those
 * that only a cohort had.
 *
 * @param namespace its name
 * @param last the newest control record known, null for none
 * @param now epoch milliseconds
 */
public record NamespaceControl(String namespace, @Nullable CacheControl last, long now) {
    /** Whether reads are answered in a special way now; a change whose time is over does not count any more. */
    public boolean isSpecial() {
        return last != null
                && (last.until() == 0 || last.until() > now)
                && (last.mode() != CacheMode.NORMAL
                        || last.ttlScale() != 1
                        || !last.tuned().equals(CacheTuning.NONE));
    }

    /** Whether the newest record is of a step of the action. */
    boolean isBy(Action action) {
        return last != null && last.action() != null && action.isTag(last.action());
    }

    /** No key is treated; those that will be are drawn, and told apart in samples. */
    CacheControl drawing(Cohort cohort, String tag, long untilMs, String reason) {
        return treating(Treatment.NONE, cohort, tag, untilMs, reason);
    }

    /** The keys of the cohort are treated. */
    CacheControl treating(Treatment treatment, Cohort cohort, String tag, long untilMs, String reason) {
        return record(
                minFresh(),
                minUsable(),
                treatment,
                cohort,
                untilMs,
                tag,
                reason,
                treatment.invalidates() ? treatment.freshFrom() : null,
                treatment.usableFrom());
    }

    /** All keys are treated, as long as that lasts. */
    public CacheControl treatingAll(Treatment treatment, String tag, String reason) {
        return record(
                Math.max(minFresh(), treatment.freshFrom()),
                Math.max(minUsable(), treatment.usableFrom() == null ? treatment.freshFrom() : treatment.usableFrom()),
                treatment,
                Cohort.ALL,
                now + treatment.lastsMs(),
                tag,
                reason,
                null,
                null);
    }

    /** A change that no cohort can be compared for: it is made at once, and ends by itself. */
    public CacheControl atOnce(CacheTuning tuning, Duration lasts, String action, String reason) {
        return treatingAll(Treatment.tuning(tuning, lasts.toMillis()), action, reason);
    }

    /** No key is treated any more; what is invalid for all keys stays so. */
    CacheControl normal(String tag, String reason) {
        return record(minFresh(), minUsable(), Treatment.NONE, Cohort.ALL, now, tag, reason, null, null);
    }

    /** Above every epoch so far; in milliseconds, as those of everybody else who invalidates. */
    long nextEpoch() {
        return Math.max(last == null ? 1 : last.nextEpoch(), now);
    }

    private long minFresh() {
        return last == null ? 0 : last.minFresh();
    }

    /** Values stamped with a lower epoch are not served at all. */
    long minUsable() {
        return last == null ? 0 : last.minUsable();
    }

    private CacheControl record(
            long minFresh,
            long minUsable,
            Treatment treatment,
            Cohort cohort,
            long untilMs,
            String tag,
            String reason,
            @Nullable Long cohortFresh,
            @Nullable Long cohortUsable) {
        // Never forgotten: the next invalidation has to be newer than what a cohort stored under this one.
        long highest = last == null ? 0 : last.nextEpoch() - 1;
        return new CacheControl(
                CacheControl.SCHEMA_VERSION,
                namespace,
                null,
                last == null ? 1 : last.version() + 1,
                minFresh,
                minUsable,
                treatment.mode(),
                treatment.ttlScale(),
                cohort,
                untilMs,
                tag,
                reason,
                cohortFresh,
                highest > minFresh ? highest : null,
                cohortUsable,
                treatment.tuning());
    }
}

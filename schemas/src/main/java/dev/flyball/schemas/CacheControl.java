package dev.flyball.schemas;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a namespace of the cache, or one of its tags, has to behave from now on. The highest version counts. An epoch is
 * a number that only grows: a value is fresh while the epoch it was stamped with is at least {@code minFresh}.
 */
@Doc("How a namespace of the cache, or one of its tags, has to behave from now on. The highest version counts.")
public record CacheControl(
        @Doc("Version of this format.") int schemaVersion,
        @Doc("Namespace of the cache.") String namespace,

        @Doc("Tag in it; missing for the whole namespace.") @Nullable
        String tag,

        @Doc("Number of this record for its namespace or tag; the highest counts.")
        long version,

        @Doc("Values stamped with a lower epoch are not fresh.")
        long minFresh,

        @Doc("Values stamped with a lower epoch are not served at all.")
        long minUsable,

        @Doc("How reads are answered.") CacheMode mode,
        @Doc("Factor on times to live, 0.01 to 100.") double ttlScale,

        @Doc("The keys that mode, ttlScale and cohortFresh apply to.")
        Cohort cohort,

        @Doc("When mode, ttlScale and cohortFresh fall back to normal by themselves, epoch milliseconds; 0 for never.")
        long until,

        @Doc("Id of the action and the number of its step behind a dot; missing when a person or an app did it.")
        @Nullable
        String action,

        @Doc("Why, in words.") String reason,

        @Doc("Values of the cohort's keys stamped with a lower epoch are not served; missing for no such limit.")
        @Nullable
        Long cohortFresh,

        @Doc("The highest epoch that values may be stamped with so far; missing when minFresh is.") @Nullable
        Long highestEpoch,

        @Doc("Of the cohort's values that are not fresh by cohortFresh, those stamped with this epoch or a higher one"
                + " may be served while one caller loads; missing for none.")
        @Nullable
        Long cohortUsable,

        @Doc("How the cohort's keys are loaded; missing for as the app says. Ends with until.") @Nullable
        CacheTuning tuning) {
    public static final int SCHEMA_VERSION = 1;

    public CacheControl {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(cohort, "cohort");
        Objects.requireNonNull(reason, "reason");
        if (minUsable > minFresh) {
            throw new IllegalArgumentException("minUsable " + minUsable + " is above minFresh " + minFresh);
        }
        if (!(ttlScale >= 0.01 && ttlScale <= 100)) {
            throw new IllegalArgumentException("ttlScale must be 0.01 to 100: " + ttlScale);
        }
    }

    /** One that invalidates no cohort, and tunes nothing. */
    public CacheControl(
            int schemaVersion,
            String namespace,
            @Nullable String tag,
            long version,
            long minFresh,
            long minUsable,
            CacheMode mode,
            double ttlScale,
            Cohort cohort,
            long until,
            @Nullable String action,
            String reason) {
        this(
                schemaVersion,
                namespace,
                tag,
                version,
                minFresh,
                minUsable,
                mode,
                ttlScale,
                cohort,
                until,
                action,
                reason,
                null,
                null,
                null,
                null);
    }

    /** How loads and memory are tuned, {@link CacheTuning#NONE} if they are not. */
    public CacheTuning tuned() {
        return tuning == null ? CacheTuning.NONE : tuning;
    }

    /** An epoch above all that values may be stamped with so far: what is invalidated now has to have it. */
    public long nextEpoch() {
        long ofCohort = cohortFresh == null ? minFresh : Math.max(minFresh, cohortFresh);
        return 1 + (highestEpoch == null ? ofCohort : Math.max(ofCohort, highestEpoch));
    }

    /**
     * This one with epochs that are not below others.
     *
     * @param highest the highest epoch that values may be stamped with
     */
    public CacheControl atLeast(long fresh, long usable, long highest) {
        if (fresh <= minFresh && usable <= minUsable && highest < nextEpoch()) {
            return this;
        }
        long newFresh = Math.max(minFresh, fresh);
        long newHighest = Math.max(nextEpoch() - 1, highest);
        return new CacheControl(
                schemaVersion,
                namespace,
                tag,
                version,
                newFresh,
                Math.max(minUsable, usable),
                mode,
                ttlScale,
                cohort,
                until,
                action,
                reason,
                cohortFresh,
                newHighest > newFresh ? newHighest : null,
                cohortUsable,
                tuning);
    }

    /** The key on the cache-control topic. */
    public String key() {
        return tag == null ? namespace : namespace + '#' + tag;
    }
}

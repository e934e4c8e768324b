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
        @Doc("The keys that mode and ttlScale apply to.") Cohort cohort,

        @Doc("When mode and ttlScale fall back to normal by themselves, epoch milliseconds; 0 for never.")
        long until,

        @Doc("Id of the action; missing when a person or an app did it.") @Nullable
        String action,

        @Doc("Why, in words.") String reason) {
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

    /** The key on the cache-control topic. */
    public String key() {
        return tag == null ? namespace : namespace + '#' + tag;
    }
}

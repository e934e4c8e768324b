package dev.flyball.cache.control;

import dev.flyball.schemas.Arm;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.CacheTuning;
import org.jspecify.annotations.Nullable;

/**
 * What the control records order for one key at one moment.
 *
 * @param known whether there is anything to judge values by; if not, none may be served, and none kept
 * @param minFresh values with a lower epoch are not fresh; what is loaded from now on is stamped with it
 * @param minUsable values with a lower epoch are not served at all
 * @param ttlScale factor on times to live
 * @param action id of the action in force
 * @param arm the side of that action on which the key is
 * @param tuning how the key is loaded
 */
public record Orders(
        boolean known,
        long minFresh,
        long minUsable,
        CacheMode mode,
        double ttlScale,
        @Nullable String action,
        @Nullable Arm arm,
        CacheTuning tuning) {

    /** Of a namespace that nobody steers: every value counts. */
    public static final Orders UNSTEERED = new Orders(true, 0, 0, CacheMode.NORMAL, 1, null, null);

    /** Of a namespace without a record: the one that is missing is newer than every value. */
    public static final Orders UNKNOWN =
            new Orders(false, Long.MAX_VALUE, Long.MAX_VALUE, CacheMode.NORMAL, 1, null, null);

    /** Those that tune nothing. */
    public Orders(
            boolean known,
            long minFresh,
            long minUsable,
            CacheMode mode,
            double ttlScale,
            @Nullable String action,
            @Nullable Arm arm) {
        this(known, minFresh, minUsable, mode, ttlScale, action, arm, CacheTuning.NONE);
    }

    /** Whether a value that is stamped with this epoch may count as fresh. */
    public boolean acceptsAsFresh(long epoch) {
        return epoch >= minFresh;
    }
}

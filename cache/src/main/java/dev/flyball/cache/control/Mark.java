package dev.flyball.cache.control;

import dev.flyball.schemas.CacheControl;

/**
 * What is needed of a control record to tell which ones of its key count.
 *
 * @param version the higher one counts
 * @param offset its place on the control log; of equal versions the one that came first counts
 * @param minFresh values stamped with a lower epoch are not fresh
 * @param minUsable values stamped with a lower epoch are not served at all
 * @param stamped the highest epoch that values may be stamped with, or have been
 */
record Mark(long version, long offset, long minFresh, long minUsable, long stamped) {
    static Mark of(CacheControl control, long offset) {
        return new Mark(control.version(), offset, control.minFresh(), control.minUsable(), control.nextEpoch() - 1);
    }

    boolean beats(Mark other) {
        return version > other.version || (version == other.version && offset < other.offset);
    }
}

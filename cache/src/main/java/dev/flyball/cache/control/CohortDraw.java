package dev.flyball.cache.control;

import dev.flyball.schemas.Cohort;

/** Draws the keys of a cohort: the same everywhere, and independent for each salt. */
final class CohortDraw {
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private CohortDraw() {}

    static boolean contains(Cohort cohort, String key) {
        return Long.remainderUnsigned(hash(cohort.salt(), key), 1000) < cohort.permille();
    }

    private static long hash(int salt, String key) {
        long hash = FNV_BASIS ^ mix(salt);
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * FNV_PRIME;
        }
        return mix(hash);
    }

    /** The finalizer of SplitMix64: FNV alone leaves the bits of similar keys similar. */
    private static long mix(long bits) {
        long mixed = bits + 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}

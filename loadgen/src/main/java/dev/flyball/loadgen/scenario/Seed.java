package dev.flyball.loadgen.scenario;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Makes many independent random generators out of one seed. */
public final class Seed {
    private Seed() {}

    /** The generator that belongs to the number. */
    public static RandomGenerator of(long seed, long number) {
        // Scrambled twice: neighbouring numbers would otherwise give the same stream, shifted by one.
        return new SplittableRandom(scramble(seed ^ scramble(number)));
    }

    /** The finalizer of MurmurHash3. */
    private static long scramble(long bits) {
        long mixed = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}

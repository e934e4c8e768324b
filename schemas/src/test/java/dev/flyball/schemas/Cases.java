package dev.flyball.schemas;

import java.util.Random;

/** Checks a property on many cases, each drawn from a seed of its own, and names the seed that breaks it. */
public final class Cases {
    /** What has to hold for whatever is drawn from the randomness. */
    public interface Property {
        void holdsFor(Random random) throws Exception;
    }

    private Cases() {}

    public static void forSeeds(int seeds, Property property) {
        for (int seed = 1; seed <= seeds; seed++) {
            check(seed, property);
        }
    }

    /** The case of one seed alone, to look at it. */
    public static void check(long seed, Property property) {
        try {
            property.holdsFor(new Random(seed));
        } catch (Exception | AssertionError e) {
            throw new AssertionError("does not hold for seed " + seed + ": " + e.getMessage(), e);
        }
    }

    /** A copy with one to four bytes changed, cut off, put in or doubled. */
    public static byte[] mutate(byte[] bytes, Random random) {
        byte[] mutated = bytes;
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            mutated = mutateOnce(mutated, random);
        }
        return mutated;
    }

    private static byte[] mutateOnce(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + 1 + random.nextInt(4));
        return switch (random.nextInt(5)) {
            case 0 -> splice(bytes, at, to, randomBytes(to - at, random));
            case 1 -> splice(bytes, at, to, new byte[0]);
            case 2 -> splice(bytes, at, at, randomBytes(1 + random.nextInt(4), random));
            case 3 -> splice(bytes, at, at, java.util.Arrays.copyOfRange(bytes, at, to));
            default -> splice(bytes, at, bytes.length, new byte[0]);
        };
    }

    public static byte[] randomBytes(int length, Random random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
        byte[] spliced = new byte[from + middle.length + bytes.length - to];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(middle, 0, spliced, from, middle.length);
        System.arraycopy(bytes, to, spliced, from + middle.length, bytes.length - to);
        return spliced;
    }
}

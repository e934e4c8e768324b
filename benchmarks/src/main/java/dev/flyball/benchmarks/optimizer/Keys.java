package dev.flyball.benchmarks.optimizer;

import dev.flyball.schemas.Cohort;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The keys of a namespace: few of them have most of the requests (Zipf), and some are slow. */
final class Keys {
    private static final int COUNT = 400;
    private static final double SCATTER = 0.4;

    private final double[] popularity = new double[COUNT];
    private final double[] slowness = new double[COUNT];

    Keys(RandomGenerator random) {
        for (int key = 0; key < COUNT; key++) {
            popularity[key] = (key == 0 ? 0 : popularity[key - 1]) + 1.0 / (key + 1);
            slowness[key] = SCATTER * random.nextGaussian();
        }
    }

    int pick(RandomGenerator random) {
        int found = Arrays.binarySearch(popularity, random.nextDouble() * popularity[COUNT - 1]);
        return Math.min(COUNT - 1, found < 0 ? -found - 1 : found);
    }

    /** What is added to the logarithm of a key's response times. */
    double slowness(int key) {
        return slowness[key];
    }

    static boolean[] drawn(Cohort cohort) {
        boolean[] drawn = new boolean[COUNT];
        for (int key = 0; key < COUNT; key++) {
            drawn[key] = new SplittableRandom(cohort.salt() * 31L + key * 1_000_003L).nextInt(1000) < cohort.permille();
        }
        return drawn;
    }
}

package dev.flyball.loadgen.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Where the values of a variable in a path or body come from. */
public sealed interface Variable {
    String draw(RandomGenerator random);

    /** A whole number, all equally likely; both ends included. */
    record Range(long from, long to) implements Variable {
        public Range {
            if (to < from) {
                throw new IllegalArgumentException("from must not be above to: " + from + " to " + to);
            }
            if (to == Long.MAX_VALUE) {
                throw new IllegalArgumentException("to must be below " + Long.MAX_VALUE);
            }
        }

        @Override
        public String draw(RandomGenerator random) {
            return Long.toString(random.nextLong(from, to + 1));
        }
    }

    /** One of the given values, all equally likely. */
    record Choice(List<String> values) implements Variable {
        public Choice {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("of must have a value");
            }
        }

        @Override
        public String draw(RandomGenerator random) {
            return values.get(random.nextInt(values.size()));
        }
    }

    /** A whole number, the first most often: the n-th is n to the power of the exponent times as rare. */
    final class Zipf implements Variable {
        private static final int MOST = 1_000_000;

        private final long from;
        private final double[] cumulated;

        /**
         * @param from the most frequent value
         * @param to the rarest value, at most a million values in all
         * @param exponent 0 (all alike) to 10; hot keys of real shops are near 1
         */
        public Zipf(long from, long to, double exponent) {
            Scenario.requireRange("values of a zipf variable (to - from + 1)", to - from + 1, 1, MOST);
            if (!(exponent >= 0 && exponent <= 10)) {
                throw new IllegalArgumentException("zipf must be 0 to 10: " + exponent);
            }
            this.from = from;
            cumulated = new double[(int) (to - from + 1)];
            double sum = 0;
            for (int rank = 1; rank <= cumulated.length; rank++) {
                sum += Math.pow(rank, -exponent);
                cumulated[rank - 1] = sum;
            }
        }

        @Override
        public String draw(RandomGenerator random) {
            return Long.toString(from + indexOf(random, cumulated));
        }
    }

    /** Draws an index whose share is its step in the cumulated weights. */
    static int indexOf(RandomGenerator random, double[] cumulated) {
        double point = random.nextDouble() * cumulated[cumulated.length - 1];
        int found = Arrays.binarySearch(cumulated, point);
        // A point that is exactly on a step belongs to what follows the step.
        return Math.min(found >= 0 ? found + 1 : -found - 1, cumulated.length - 1);
    }
}

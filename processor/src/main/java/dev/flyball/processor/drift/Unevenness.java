package dev.flyball.processor.drift;

import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;

/**
 * How much more the requests per minute vary than those of a Poisson process: variance over mean, at least 1. The variance
 * is taken from the differences of neighbouring minutes, so that a trend or a step of the load is no unevenness.
 */
final class Unevenness {
    private static final long MINUTE_MS = 60_000;
    private static final double KEPT = 0.99;
    /** One minute counts as at most so many variances. */
    private static final double MOST = 16;

    private long minute;
    private double requests;
    private double before;
    private double squares;
    private double expected;

    /** Counts requests of a pane that ends then, and learns from the minutes that are over. */
    void count(long endMs, long count, double rate) {
        long current = Math.floorDiv(endMs - 1, MINUTE_MS);
        if (current != minute) {
            if (minute != 0) {
                learn(rate * MINUTE_MS / 1_000, current - minute);
            }
            minute = current;
            requests = 0;
        }
        requests += count;
    }

    private void learn(double usual, long minutes) {
        double most = MOST * factor() * usual;
        squares = squares * KEPT + Math.min(most, half(requests - before));
        if (minutes > 1) {
            squares += Math.min(most, half(requests));
        }
        expected = expected * KEPT + minutes * usual;
        before = minutes > 1 ? 0 : requests;
    }

    private static double half(double difference) {
        return difference * difference / 2;
    }

    double factor() {
        return expected == 0 ? 1 : Math.max(1, squares / expected);
    }

    void writeTo(ByteWriter out) {
        out.putSignedVarLong(minute);
        Numbers.put(out, requests);
        Numbers.put(out, before);
        Numbers.put(out, squares);
        Numbers.put(out, expected);
    }

    static Unevenness readFrom(ByteReader in) {
        Unevenness read = new Unevenness();
        read.minute = in.getSignedVarLong();
        read.requests = Numbers.getAmount(in);
        read.before = Numbers.getAmount(in);
        read.squares = Numbers.getAmount(in);
        read.expected = Numbers.getAmount(in);
        return read;
    }
}

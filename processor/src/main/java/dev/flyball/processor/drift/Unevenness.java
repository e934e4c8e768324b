package dev.flyball.processor.drift;

import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;

/** How much more the requests per minute vary than those of a Poisson process: variance over mean, at least 1. */
final class Unevenness {
    private static final long MINUTE_MS = 60_000;
    private static final double KEPT = 0.99;
    /** One minute counts as at most so many standard deviations, squared: a step of the load is no unevenness. */
    private static final double MOST = 16;

    private long minute;
    private double requests;
    private double squares;
    private double expected;

    /** Counts requests of a pane that ends then, and learns from the minutes that are over. */
    void count(long endMs, long count, double rate) {
        long current = Math.floorDiv(endMs - 1, MINUTE_MS);
        if (current != minute) {
            learn(rate * MINUTE_MS / 1_000, minute == 0 ? 0 : current - minute);
            minute = current;
            requests = 0;
        }
        requests += count;
    }

    private void learn(double usual, long minutes) {
        if (minutes > 0 && usual > 0) {
            double most = MOST * factor() * usual;
            double off = requests - usual;
            squares = squares * KEPT + Math.min(most, off * off) + (minutes - 1) * Math.min(most, usual * usual);
            expected = expected * KEPT + minutes * usual;
        }
    }

    double factor() {
        return expected == 0 ? 1 : Math.max(1, squares / expected);
    }

    void writeTo(ByteWriter out) {
        out.putSignedVarLong(minute);
        Numbers.put(out, requests);
        Numbers.put(out, squares);
        Numbers.put(out, expected);
    }

    static Unevenness readFrom(ByteReader in) {
        Unevenness read = new Unevenness();
        read.minute = in.getSignedVarLong();
        read.requests = Numbers.getAmount(in);
        read.squares = Numbers.getAmount(in);
        read.expected = Numbers.getAmount(in);
        return read;
    }
}

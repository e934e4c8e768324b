package dev.flyball.processor.drift;

import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import dev.flyball.schemas.sketch.MalformedBytesException;

/**
 * What an endpoint's requests were like: how long they took and how many failed, the older the less they weigh. Remembers
 * about the last {@value #HALF_LIFE_MINUTES} minutes, or the last {@value #KEPT} requests where those took longer.
 */
final class Past {
    private static final int HALF_LIFE_MINUTES = 60;
    private static final int KEPT = 4_000;
    private static final long FADE_EVERY_MS = 60_000;
    private static final int SPARE = 4;
    private static final float[] NOTHING = {};

    /** Weights of the bins from {@link #first} on. */
    private float[] weights = NOTHING;

    private int first;
    private double errors;
    private long fadedMs;
    private double total;

    Past(long nowMs) {
        fadedMs = nowMs;
    }

    void learn(PaneCounts pane, long nowMs) {
        fade(nowMs);
        reserve(pane.lowest(), pane.highest());
        for (int bin = pane.lowest(); bin <= pane.highest(); bin++) {
            weights[bin - first] += pane.in(bin);
        }
        errors += pane.errors();
        total += pane.requests();
    }

    /** Takes over all that another past knows. */
    void learn(Past other) {
        fade(other.fadedMs);
        if (other.weights.length > 0) {
            reserve(other.first, other.first + other.weights.length - 1);
        }
        for (int i = 0; i < other.weights.length; i++) {
            weights[other.first + i - first] += other.weights[i];
        }
        errors += other.errors;
        total += other.total;
    }

    /** How many requests this is worth. */
    double requests() {
        return total;
    }

    /** Share of failed requests, 0 to 1, erring on the high side while few are known. */
    double errorRate() {
        return (errors + 0.5) / (total + 50);
    }

    /**
     * For each bin of a stretch the share of requests in it or above it, erring on the high side: with exchangeable requests it is a
     * p-value, the rank among them of the next one (Vovk et al., Algorithmic Learning in a Random World, 2005).
     */
    double[] tails(int lowest, int highest) {
        double[] tails = new double[highest - lowest + 1];
        double above = 0;
        for (int i = weights.length - 1; i > Math.max(-1, highest - first); i--) {
            above += weights[i];
        }
        for (int bin = highest; bin >= lowest; bin--) {
            int i = bin - first;
            above += i >= 0 && i < weights.length ? weights[i] : 0;
            tails[bin - lowest] = Math.min(1, (above + 1) / (total + 1));
        }
        return tails;
    }

    /** The time that the share {@code q} of the requests does not exceed, milliseconds, within 6 %; 0 when there are none. */
    double quantileMs(double q) {
        double wanted = q * total;
        double seen = 0;
        int bin = -1;
        for (int i = 0; i < weights.length && (bin < 0 || seen < wanted); i++) {
            seen += weights[i];
            bin = weights[i] > 0 ? first + i : bin;
        }
        return bin < 0 ? 0 : LogBins.middle(bin) / 1_000;
    }

    private void fade(long nowMs) {
        long sinceMs = nowMs - fadedMs;
        if (sinceMs < FADE_EVERY_MS) {
            return;
        }
        fadedMs = nowMs;
        double faded = total * StrictMath.pow(2, -(double) sinceMs / (HALF_LIFE_MINUTES * 60_000.0));
        double kept = Math.max(faded, Math.min(total, KEPT));
        if (kept == total) {
            return;
        }
        float factor = (float) (kept / total);
        total = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= factor;
            total += weights[i];
        }
        errors *= factor;
    }

    private void reserve(int lowest, int highest) {
        if (weights.length == 0) {
            first = Math.max(0, lowest - SPARE);
            weights = new float[Math.min(LogBins.COUNT - 1, highest + SPARE) - first + 1];
        } else if (lowest < first || highest >= first + weights.length) {
            int from = Math.min(first, lowest);
            int to = Math.max(first + weights.length - 1, highest);
            float[] wider = new float[to - from + 1];
            System.arraycopy(weights, 0, wider, first - from, weights.length);
            weights = wider;
            first = from;
        }
    }

    void writeTo(ByteWriter out) {
        out.putSignedVarLong(fadedMs);
        Numbers.put(out, errors);
        Numbers.put(out, total);
        out.putVarLong(first).putVarLong(weights.length);
        for (float weight : weights) {
            Numbers.put(out, weight);
        }
    }

    static Past readFrom(ByteReader in) {
        Past past = new Past(in.getSignedVarLong());
        past.errors = Numbers.getAmount(in);
        past.total = Numbers.getAmount(in);
        long first = in.getVarLong();
        int count = in.getCount(1);
        if (first < 0 || first + count > LogBins.COUNT) {
            throw new MalformedBytesException(count + " latency bins from " + first);
        }
        past.first = (int) first;
        past.weights = count == 0 ? NOTHING : new float[count];
        for (int i = 0; i < count; i++) {
            past.weights[i] = Numbers.getWeight(in);
        }
        return past;
    }
}

package dev.flyball.processor.drift;

import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import java.util.Arrays;

/**
 * How often panes of an endpoint are bad though nothing is wrong: pauses, blips. Where that happens to one pane in n, a bad
 * pane is no better evidence than n to one, however many bad requests are in it: a likelihood ratio against a world in which
 * such panes happen is bounded by that (Huber, A robust version of the probability ratio test, Ann. Math. Stat. 36, 1965).
 * Counted apart for each quarter of badness, since what pauses one instance of many does not make all requests slow.
 */
final class Bursts {
    /** Log evidence from which on a pane counts as bad. */
    private static final double BAD = 6;
    /** Evidence below this share of what is wanted: what rose has come to nothing. */
    private static final double OVER = 0.25;
    /** Bad panes that are taken for granted before any was seen; whole ones are rare. */
    private static final double[] BEFOREHAND = {3, 0.3, 0.03, 0.01};

    /** What a milder burst, by one quarter, says about the worse ones. */
    private static final double MILDER = 0.3;

    private static final int QUARTERS = BEFOREHAND.length;
    /** Panes remembered: about half a day of a busy endpoint. */
    private static final double KEPT = 40_000;

    private final float[] seen = new float[QUARTERS];
    /** Bad panes of the rise that goes on. */
    private final float[] rising = new float[QUARTERS];

    private double panes;
    /** The rise has led to an alarm, so that its panes are no bursts. */
    private boolean alarmed;

    /**
     * The most that a pane may say, nats.
     *
     * @param badness 0 to 1
     */
    double most(double badness) {
        int quarter = quarter(badness);
        double bursts = BEFOREHAND[quarter] + (quarter > 0 ? MILDER * seen[quarter - 1] : 0);
        for (int i = quarter; i < QUARTERS; i++) {
            bursts += seen[i];
        }
        return Math.max(1, StrictMath.log((panes + 1) / bursts));
    }

    private static int quarter(double badness) {
        return Math.min(QUARTERS - 1, (int) (QUARTERS * badness));
    }

    /**
     * Looks at the evidence after a pane.
     *
     * @param said what the pane said before it was cut, nats
     */
    void watch(double said, double badness, double evidence, double wanted) {
        panes++;
        if (said >= BAD) {
            rising[quarter(badness)]++;
        }
        if (evidence < wanted * OVER) {
            // Only now it is known to have been for nothing: what still rises must not count against itself.
            for (int i = 0; i < QUARTERS; i++) {
                seen[i] += alarmed ? 0 : rising[i];
            }
            Arrays.fill(rising, 0);
            alarmed = false;
        }
        if (panes > KEPT) {
            panes /= 2;
            for (int i = 0; i < QUARTERS; i++) {
                seen[i] /= 2;
            }
        }
    }

    void alarmed() {
        alarmed = true;
    }

    void writeTo(ByteWriter out) {
        Numbers.put(out, panes);
        for (int i = 0; i < QUARTERS; i++) {
            Numbers.put(out, seen[i]);
            Numbers.put(out, rising[i]);
        }
        out.putByte(alarmed ? 1 : 0);
    }

    void readFrom(ByteReader in) {
        panes = Numbers.getAmount(in);
        for (int i = 0; i < QUARTERS; i++) {
            seen[i] = Numbers.getWeight(in);
            rising[i] = Numbers.getWeight(in);
        }
        alarmed = Numbers.getFlag(in);
    }
}

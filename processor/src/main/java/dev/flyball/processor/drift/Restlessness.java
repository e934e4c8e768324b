package dev.flyball.processor.drift;

import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;

/**
 * How often the evidence rises without an alarm. With independent requests the peaks of a CUSUM die out like e^-x; where
 * bad requests come in bursts, as with pauses, they die out like e^-x/f. The factor f is read off how many peaks went
 * half way, and an alarm asks for f times the evidence.
 */
final class Restlessness {
    private static final double HALF = 0.5;
    private static final double OVER = 0.25;
    private static final double MOST = 3;
    /** Panes remembered: about half a day of a busy endpoint. */
    private static final double KEPT = 40_000;

    private static final int UP = 1;
    private static final int ALARMED = 2;

    private final double beforehand;
    private double panes;
    private double peaks;
    /** The evidence has gone half way, and has not come down since. */
    private boolean up;
    /** It has led to an alarm, which says nothing about rises without one. */
    private boolean alarmed;

    /** @param beforehand peaks that are taken for granted before any was seen, 0 to 1 */
    Restlessness(double beforehand) {
        this.beforehand = beforehand;
    }

    /** Looks at the evidence after a pane. */
    void watch(double evidence, double wanted) {
        panes++;
        if (evidence < wanted * OVER) {
            // Only now it is known to have been for nothing: what still rises must not count against itself.
            peaks += up && !alarmed ? 1 : 0;
            up = false;
            alarmed = false;
        } else {
            up |= evidence >= wanted * HALF;
        }
        if (panes > KEPT) {
            panes /= 2;
            peaks /= 2;
        }
    }

    void alarmed() {
        alarmed = true;
    }

    /** By how much more evidence is asked for, from 1 to 3. */
    double factor(double wanted) {
        double expected = beforehand + peaks;
        if (expected == 0) {
            return 1;
        }
        double spread = StrictMath.log((panes + 1) / (expected + 1));
        return spread * MOST <= wanted * HALF ? MOST : Math.max(1, wanted * HALF / spread);
    }

    void writeTo(ByteWriter out) {
        Numbers.put(out, panes);
        Numbers.put(out, peaks);
        out.putByte((up ? UP : 0) + (alarmed ? ALARMED : 0));
    }

    void readFrom(ByteReader in) {
        panes = Numbers.getAmount(in);
        peaks = Numbers.getAmount(in);
        int state = Numbers.getByte(in, UP + ALARMED);
        up = (state & UP) != 0;
        alarmed = (state & ALARMED) != 0;
    }
}

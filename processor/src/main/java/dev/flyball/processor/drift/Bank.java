package dev.flyball.processor.drift;

import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import java.util.Arrays;

/**
 * Evidence of one signal, a CUSUM for each bet: the logarithm of an e-value that is restarted whenever it falls below
 * zero, and goes no higher than what an alarm takes. An alarm ends only when a quarter of that is left.
 */
final class Bank {
    private static final double CLEAR = 1 / 4.0;

    private final double[] evidence;
    private boolean alarming;
    private long sinceMs;
    private long samples;
    private long bad;

    Bank(int bets) {
        evidence = new double[bets];
    }

    /**
     * Adds what a pane says about each bet.
     *
     * @param level evidence that raises an alarm
     * @param mayRaise whether it may be this pane that raises it
     */
    void add(double[] logs, double level, long paneMs, boolean mayRaise) {
        if (worst() < level * CLEAR) {
            sinceMs = paneMs;
            samples = 0;
            bad = 0;
        }
        for (int i = 0; i < logs.length; i++) {
            evidence[i] = Math.max(0, Math.min(level, evidence[i] + logs[i]));
        }
        double worst = worst();
        alarming = (mayRaise && worst >= level) || (alarming && worst >= level * CLEAR);
    }

    /** Counts requests of the pane that was last added. */
    void count(long requests, long badOnes) {
        samples += requests;
        bad += badOnes;
    }

    double of(int bet) {
        return evidence[bet];
    }

    double worst() {
        double worst = 0;
        for (double each : evidence) {
            worst = Math.max(worst, each);
        }
        return worst;
    }

    boolean isAlarming() {
        return alarming;
    }

    /** Start of the pane with which the present evidence began, epoch milliseconds. */
    long sinceMs() {
        return sinceMs;
    }

    /** Requests since then. */
    long samples() {
        return samples;
    }

    /** The share of bad ones among them, 0 to 1. */
    double share() {
        return samples == 0 ? 0 : (double) bad / samples;
    }

    void forget() {
        Arrays.fill(evidence, 0);
        alarming = false;
    }

    void writeTo(ByteWriter out) {
        out.putByte(alarming ? 1 : 0)
                .putSignedVarLong(sinceMs)
                .putVarLong(samples)
                .putVarLong(bad);
        for (double each : evidence) {
            Numbers.put(out, each);
        }
    }

    void readFrom(ByteReader in) {
        alarming = Numbers.getFlag(in);
        sinceMs = in.getSignedVarLong();
        samples = Math.max(0, in.getVarLong());
        bad = Math.max(0, in.getVarLong());
        for (int i = 0; i < evidence.length; i++) {
            evidence[i] = Numbers.getAmount(in);
        }
    }
}

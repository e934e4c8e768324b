package dev.flyball.processor.drift;

import dev.flyball.schemas.Condition.Drift.Signal;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;

/** Where one signal of an endpoint stands: its evidence, and how much of it an alarm takes. */
final class Judgement {
    /** Evidence above this share of what is wanted is suspicious: not learned from. */
    private static final double SUSPICIOUS = 1 / 3.0;

    private static final double MOST_CAP = 0.75;

    private final Bank bank;
    private final Restlessness restlessness;

    /**
     * @param bets how many there are
     * @param bursts rises of the evidence that are taken for granted, see {@link Restlessness}
     */
    Judgement(int bets, double bursts) {
        bank = new Bank(bets);
        restlessness = new Restlessness(bursts);
    }

    /**
     * Adds what a pane says about each bet. It may add little if few of its requests are bad, so that a
     * short disturbance of a few is no alarm, and up to three quarters if nearly all are, so that a total failure is one in
     * its second pane.
     *
     * @param least the part of what is wanted that a pane may add if few of its requests are bad
     * @param whole the share of bad requests that counts as nearly all
     * @param fading the least part of the share of bad requests so far at which the pane may raise an alarm; a burst that
     *     dies down may not
     */
    void add(
            double[] logs,
            long requests,
            long bad,
            double least,
            double whole,
            double fading,
            double wanted,
            long paneMs) {
        double share = (double) bad / requests;
        double badness = Math.min(1, share / whole);
        double cap = wanted * (least + (MOST_CAP - least) * badness * badness);
        boolean fades = share * bank.samples() < fading * bank.bad();
        boolean before = bank.isAlarming();
        bank.add(logs, cap, level(wanted), paneMs, !fades);
        bank.count(requests, bad);
        restlessness.watch(bank.worst(), wanted);
        if (bank.isAlarming() && !before) {
            restlessness.alarmed();
        }
    }

    /** Counts a pane that says nothing bad while there is no evidence. */
    void watchQuiet(double wanted) {
        restlessness.watch(0, wanted);
    }

    boolean isQuiet() {
        return bank.worst() == 0;
    }

    boolean isAlarming() {
        return bank.isAlarming();
    }

    boolean isSuspicious(double wanted) {
        return bank.isAlarming() || bank.worst() > wanted * SUSPICIOUS;
    }

    void forget() {
        bank.forget();
    }

    private double level(double wanted) {
        return wanted * restlessness.factor(wanted);
    }

    Drift drift(Signal signal, double wanted, double usual, double now, Drift.Grounds grounds) {
        double share = bank.samples() == 0 ? 0 : (double) bank.bad() / bank.samples();
        return new Drift(
                signal,
                bank.isAlarming(),
                !bank.isAlarming(),
                bank.worst(),
                level(wanted),
                usual,
                now,
                share,
                bank.samples(),
                bank.sinceMs(),
                grounds);
    }

    void writeTo(ByteWriter out) {
        bank.writeTo(out);
        restlessness.writeTo(out);
    }

    void readFrom(ByteReader in) {
        bank.readFrom(in);
        restlessness.readFrom(in);
    }
}

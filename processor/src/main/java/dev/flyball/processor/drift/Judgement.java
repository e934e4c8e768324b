package dev.flyball.processor.drift;

import dev.flyball.schemas.Condition.Drift.Signal;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;

/** Where one signal of an endpoint stands: its evidence, and how much of it an alarm takes. */
final class Judgement {
    /** Evidence above this share of what is wanted is suspicious: not learned from. */
    private static final double SUSPICIOUS = 1 / 3.0;

    private final Caution caution;
    private final Bank bank;
    private final Bursts bursts = new Bursts();

    Judgement(Caution caution) {
        this.caution = caution;
        bank = new Bank(caution.bets());
    }

    /**
     * Adds what a pane says, cut to what it may say.
     *
     * @param logs about each bet, nats
     */
    void add(double[] logs, long requests, long bad, double wanted, long paneMs) {
        double share = (double) bad / requests;
        double badness = caution.badness(share);
        double said = 0;
        for (double log : logs) {
            said = Math.max(said, log);
        }
        // Only what speaks for a change is cut.
        double most = said > 0 ? bursts.most(badness) : 0;
        double[] cut = logs.clone();
        for (int i = 0; i < cut.length; i++) {
            if (cut[i] > 0) {
                cut[i] = Math.min(cut[i], Math.min(most, wanted * caution.most(i, badness)));
            }
        }
        boolean before = bank.isAlarming();
        bank.add(cut, wanted, paneMs, caution.mayRaise(share, bank.share()));
        bank.count(requests, bad);
        bursts.watch(said, badness, bank.worst(), wanted);
        if (bank.isAlarming() && !before) {
            bursts.alarmed();
        }
    }

    /** Counts a pane that says nothing bad while there is no evidence. */
    void watchQuiet(double wanted) {
        bursts.watch(0, 0, 0, wanted);
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

    Drift drift(Signal signal, double wanted, double usual, double now, Drift.Grounds grounds) {
        return new Drift(
                signal,
                bank.isAlarming(),
                !bank.isAlarming(),
                bank.worst(),
                wanted,
                usual,
                now,
                bank.share(),
                bank.samples(),
                bank.sinceMs(),
                grounds);
    }

    void writeTo(ByteWriter out) {
        bank.writeTo(out);
        bursts.writeTo(out);
    }

    void readFrom(ByteReader in) {
        bank.readFrom(in);
        bursts.readFrom(in);
    }
}

package dev.flyball.processor.drift;

/**
 * How much of what an alarm takes one pane may add. Little if few of its requests are bad, so that a short disturbance of a
 * few is no alarm; three quarters if nearly all are, so that a total failure is one in its second pane. And no more than fits
 * the bet: one that few requests are bad wins too much on a pane in which all are, and then forgets it too slowly.
 */
final class Caution {
    private static final double MOST = 0.75;

    private final double least;
    private final double whole;
    private final double fading;
    private final double[] most;

    /**
     * @param least the part of what is wanted that a pane may add if few of its requests are bad
     * @param whole the share of bad requests that counts as nearly all
     * @param fading the least part of the share of bad requests so far at which a pane may raise an alarm; a burst that
     *     dies down may not
     * @param most the part of what is wanted that a pane may add to each bet
     */
    Caution(double least, double whole, double fading, double... most) {
        this.least = least;
        this.whole = whole;
        this.fading = fading;
        this.most = most;
    }

    int bets() {
        return most.length;
    }

    /** From 0 to 1, of a share of bad requests. */
    double badness(double share) {
        return Math.min(1, share / whole);
    }

    /** The part of what is wanted that a pane may add to a bet. */
    double most(int bet, double badness) {
        return Math.min(most[bet], least + (MOST - least) * badness * badness);
    }

    /** Whether a pane with this share of bad requests may raise an alarm. */
    boolean mayRaise(double share, double shareSoFar) {
        return share >= fading * shareSoFar;
    }
}

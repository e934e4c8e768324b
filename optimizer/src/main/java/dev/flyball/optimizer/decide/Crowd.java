package dev.flyball.optimizer.decide;

import static dev.flyball.optimizer.action.Wording.percent;

/**
 * How many endpoints there are, and how many of them ask for help.
 *
 * @param endpoints that were measured in the last minute
 * @param asking that asked for help in the last one and a half
 */
public record Crowd(int endpoints, int asking) {
    private static final double SYSTEMIC = 0.25;
    /** A shop with three pages has no systems; as long as so few ask, each may be helped. */
    private static final int FEW = 4;

    public static final Crowd NOBODY = new Crowd(0, 0);

    public Crowd plus(Crowd other) {
        return new Crowd(endpoints + other.endpoints, asking + other.asking);
    }

    /** Whether so many are bad at once that the cause is elsewhere: a network, a database, a deploy. */
    boolean isSystemic() {
        return asking > FEW && asking > SYSTEMIC * endpoints;
    }

    String words() {
        return asking + " of " + endpoints + " endpoints (" + percent((double) asking / Math.max(1, endpoints))
                + ") ask for help at once, more than " + percent(SYSTEMIC)
                + ": the cause is not one cache, so nothing is changed.";
    }
}

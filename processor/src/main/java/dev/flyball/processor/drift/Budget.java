package dev.flyball.processor.drift;

import dev.flyball.schemas.Condition.Drift.Signal;

/**
 * How often a false alarm is tolerable, and what evidence that asks for.
 *
 * <p>An e-value has a mean of at most 1 while nothing is wrong, so by Ville's inequality a product of them reaches 1/a
 * with a probability of at most a; restarted at 1 whenever it falls below (a CUSUM of its logarithm), it takes at least
 * 1/a steps on average until it does (Shin, Ramdas and Rinaldo, E-detectors, 2022; after Lorden, Ann. Math. Stat. 42,
 * 1971). A step here is a pane in which there was something to see. The budget is shared evenly among all that can raise
 * an alarm: signals, and the bets of each.
 *
 * @param falseAlarmsPerMonth per endpoint and 30 days, above 0, at most 1000
 */
public record Budget(double falseAlarmsPerMonth) {
    public static final Budget DEFAULT = new Budget(1);

    private static final double PANES_PER_MONTH = 30 * 86_400.0;

    public Budget {
        if (!(falseAlarmsPerMonth > 0 && falseAlarmsPerMonth <= 1_000)) {
            throw new IllegalArgumentException(
                    "falseAlarmsPerMonth must be above 0 and at most 1000: " + falseAlarmsPerMonth);
        }
    }

    /**
     * The log evidence that raises an alarm.
     *
     * @param bets how many bets of the signal share its part
     * @param panesPerSecond share of panes in which there is something to see, 0 to 1
     */
    double wanted(int bets, double panesPerSecond) {
        double panes = PANES_PER_MONTH * Math.min(1, Math.max(0.01, panesPerSecond));
        return StrictMath.log(panes * Signal.values().length * bets / falseAlarmsPerMonth);
    }
}

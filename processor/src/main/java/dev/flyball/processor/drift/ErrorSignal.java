package dev.flyball.processor.drift;

/**
 * Whether more requests fail than used to: likelihood ratios of a few error rates against twice the learned one, which
 * is forgiven. The bet on half of them stands against the learned one itself: where only a fifth fails it loses anyway.
 */
final class ErrorSignal {
    static final double FORGIVEN = 2;
    private static final double HIGHEST_USUAL = 0.4;
    /** However few fail at other times, three or four at once happen. */
    private static final double LEAST_USUAL = 0.002;

    private static final double[] RATES = {0.02, 0.1, 0.5};
    /** How far above what is forgiven each bet is at the least, for endpoints that fail often. */
    private static final double[] FACTORS = {1.5, 2, 4};

    /** What of the learned rate each bet stands against. */
    private static final double[] AGAINST = {FORGIVEN, FORGIVEN, 1};

    private static final double HIGHEST = 0.95;
    private static final double LEAST = 0.2;
    private static final double WHOLE = 0.4;

    static final Caution CAUTION = new Caution(LEAST, WHOLE, 0, 0.75, 0.75, 0.75);

    static final int COUNT = RATES.length;

    private ErrorSignal() {}

    static void add(Judgement judgement, PaneCounts pane, Past past, double wanted, long paneMs) {
        if (pane.errors() == 0 && judgement.isQuiet()) {
            judgement.watchQuiet(wanted);
            return;
        }
        double allowed = usual(FORGIVEN, past);
        long fine = pane.requests() - pane.errors();
        double[] logs = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            double rate = Math.min(HIGHEST, Math.max(RATES[i], FACTORS[i] * allowed));
            double usual = usual(AGAINST[i], past);
            logs[i] = pane.errors() * StrictMath.log(rate / usual) + fine * StrictMath.log((1 - rate) / (1 - usual));
        }
        judgement.add(logs, pane.requests(), pane.errors(), wanted, paneMs);
    }

    private static double usual(double times, Past past) {
        return Math.min(HIGHEST_USUAL, Math.max(LEAST_USUAL, times * past.errorRate()));
    }
}

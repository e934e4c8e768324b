package dev.flyball.processor.drift;

/** Whether requests take longer than they used to, after forgiving a factor of 1.26. */
final class LatencySignal {
    static final double FORGIVEN = 1.26;
    /** A request is slow if it takes longer than this share of the healthy ones, and what is forgiven. */
    static final double SLOW = 0.05;

    private static final int FORGIVEN_BINS = 2;
    private static final double LEAST = 0.1;
    private static final double WHOLE = 0.65;
    private static final double FADING = 0.9;

    static final Caution CAUTION = new Caution(LEAST, WHOLE, FADING, 0.75, 0.75, 0.3, 0.1, 0.07);

    static final int COUNT = LatencyBet.ALL.size();

    private LatencySignal() {}

    /** Adds what a pane says; all samples of a bin share one p-value. */
    static void add(Judgement judgement, PaneCounts pane, Past past, double wanted, long paneMs) {
        int lowest = forgiven(pane.lowest());
        double[] tails = past.tails(lowest, forgiven(pane.highest()));
        double[] logs = new double[COUNT];
        long slow = 0;
        for (int bin = pane.lowest(); bin <= pane.highest(); bin++) {
            long count = pane.in(bin);
            if (count > 0) {
                double p = tails[forgiven(bin) - lowest];
                int place = LatencyBet.place(p);
                slow += p <= SLOW ? count : 0;
                for (int i = 0; i < COUNT; i++) {
                    logs[i] += count * LatencyBet.ALL.get(i).log(place);
                }
            }
        }
        judgement.add(logs, pane.requests(), slow, wanted, paneMs);
    }

    /** The bin that requests of a bin are held against. */
    private static int forgiven(int bin) {
        return Math.max(0, bin - FORGIVEN_BINS);
    }
}

package dev.flyball.benchmarks.drift;

import dev.flyball.benchmarks.Report;
import dev.flyball.benchmarks.Suite;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * How good drift is on labelled traffic, in event time: two hours of 200 endpoints for each seed, nearly a third of them
 * with an incident; some 20 s a seed.
 */
public final class QualitySuite implements Suite {
    private static final Set<Fault> SEVERE = EnumSet.of(Fault.ALL_X10, Fault.ERRORS_50);
    /** Nothing is tuned on these. */
    private static final long FIRST_SEED = 701;

    @Override
    public String name() {
        return "quality";
    }

    @Override
    public String about() {
        return "drift on labelled traffic: precision, recall, false alarms, delay by kind and traffic";
    }

    @Override
    public Report run(boolean quick) {
        ScoreCard card = new ScoreCard();
        long seeds = quick ? 3 : 10;
        LongStream.range(FIRST_SEED, FIRST_SEED + seeds).forEach(seed -> {
            System.err.println("  seed " + seed);
            card.add(new Trial(seed, 200, 120, 0.3));
        });
        return new Report.Builder(name())
                .figure("incidents", card.incidents(), "", "")
                .figure("precision", card.precision(), "", ">= 0.98")
                .figure("recall", card.recall(), "", ">= 0.85")
                .figure("recall at 1/s and more", card.recall(1), "", "")
                .figure("false alarms", card.falseAlarmsPerEndpointDay(), "per endpoint-day", "<= 0.03")
                .figure("alerts per incident found", card.alertsPerIncident(), "", "")
                .figure("severe at 5/s and more, median", card.delay(0.5, 5, 1e9, SEVERE), "s of event time", "")
                .figure("severe at 5/s and more, p90", card.delay(0.9, 5, 1e9, SEVERE), "s of event time", "")
                .figure("severe at 1 to 5/s, median", card.delay(0.5, 1, 5, SEVERE), "s of event time", "")
                .figure("severe at 1 to 5/s, p90", card.delay(0.9, 1, 5, SEVERE), "s of event time", "")
                .notes(card.table())
                .build();
    }
}

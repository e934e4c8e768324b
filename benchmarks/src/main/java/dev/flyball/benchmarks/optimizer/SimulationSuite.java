package dev.flyball.benchmarks.optimizer;

import dev.flyball.benchmarks.Report;
import dev.flyball.benchmarks.Suite;
import dev.flyball.optimizer.verify.Objective;
import dev.flyball.schemas.Verdict;
import java.util.Locale;

/** How often verdicts are right: incidents in which nothing helps, in which something does, and in which it harms. */
public final class SimulationSuite implements Suite {
    private static final double[] MEMORIES = {0, 0.6, 0.9};
    private static final double[] RATES = {5, 20, 50, 200};
    private static final Noise USUAL = new Noise(0.8);

    @Override
    public String name() {
        return "simulation";
    }

    @Override
    public String about() {
        return "how often the optimizer's verdicts are right, on simulated incidents";
    }

    @Override
    public Report run(boolean quick) {
        int count = quick ? 200 : 1_000;
        Report.Builder report = new Report.Builder(name());
        for (double memory : MEMORIES) {
            for (double rate : RATES) {
                falsePositives(report, count, rate, memory);
            }
        }
        for (double memory : MEMORIES) {
            improvements(report, count, memory);
        }
        report.figure(
                "IMPROVED of a load on the origin that goes away by itself",
                percent(run(count, Objective.HIT_RATIO, Treated.times(1).missing(0.4, 0.4), Incidents.LONG)
                        .share(Verdict.IMPROVED)),
                "%",
                "at most 2");
        report.figure(
                "IMPROVED within 3 minutes, of 25 % errors prevented",
                percent(run(
                                count,
                                Objective.ERROR_RATE,
                                Treated.times(1.2).failing(0.01, 0.25),
                                Incidents.THREE_MINUTES)
                        .share(Verdict.IMPROVED)),
                "%",
                "at least 90");
        harm(report, count, "requests take half as long again", Treated.times(1.5));
        harm(report, count, "30 % faster, but a tenth fails", Treated.times(0.7).failing(0.1, 0.01));
        return report.build();
    }

    private static void falsePositives(Report.Builder report, int count, double rate, double memory) {
        Incidents nothing = Incidents.run(
                count, rate, new Noise(memory), Objective.RESPONSE_TIME, Treated.NOT_AT_ALL, Incidents.LONG);
        report.compared(
                "IMPROVED of no effect, " + (int) rate + " requests/s, noise of AR " + memory,
                percent(nothing.share(Verdict.IMPROVED)),
                "%",
                String.format(Locale.ROOT, "%.0f %% by before and after", percent(nothing.naivelyImproved())),
                percent(nothing.naivelyImproved()),
                "at most 2");
        report.figure("  stopped in vain as WORSENED", percent(nothing.share(Verdict.WORSENED)), "%", "");
    }

    private static void improvements(Report.Builder report, int count, double memory) {
        Incidents faster = Incidents.run(
                count, 50, new Noise(memory), Objective.RESPONSE_TIME, Treated.times(0.7), Incidents.THREE_MINUTES);
        report.figure(
                "IMPROVED within 3 minutes, of 30 % at 50 requests/s, noise of AR " + memory,
                percent(faster.share(Verdict.IMPROVED)),
                "%",
                "at least 90");
    }

    private static void harm(Report.Builder report, int count, String what, Treated treated) {
        report.figure(
                "harm taken back below 20 % of the keys: " + what,
                percent(run(count, Objective.RESPONSE_TIME, treated, Incidents.LONG)
                        .takenBackInTime()),
                "%",
                "at least 95");
    }

    private static Incidents run(int count, Objective objective, Treated treated, int seconds) {
        return Incidents.run(count, 50, USUAL, objective, treated, seconds);
    }

    private static double percent(double share) {
        return 100 * share;
    }
}

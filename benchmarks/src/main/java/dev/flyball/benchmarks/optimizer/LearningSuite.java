package dev.flyball.benchmarks.optimizer;

import dev.flyball.benchmarks.Report;
import dev.flyball.benchmarks.Suite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** What the optimizer knows after 200 incidents whose best cure only we know. */
public final class LearningSuite implements Suite {
    private static final int INCIDENTS = 200;

    @Override
    public String name() {
        return "learning";
    }

    @Override
    public String about() {
        return "whether the optimizer finds the best strategy within " + INCIDENTS + " simulated incidents";
    }

    @Override
    public Report run(boolean quick) {
        Report.Builder report = new Report.Builder(name());
        scenarios().forEach((scenario, truth) -> {
            List<LearningRun> runs = LongStream.range(0, quick ? 5 : 30)
                    .mapToObj(seed -> new LearningRun(truth, seed).run(INCIDENTS))
                    .toList();
            report.figure(
                    scenario + ": best one taken for the best",
                    percent(runs, LearningRun::bestIsFavourite),
                    "%",
                    "at least 80");
            report.figure(
                    scenario + ": chance that the next one is met with it",
                    percent(runs, LearningRun::chanceOfBest),
                    "%",
                    "");
            report.compared(
                    scenario + ": incidents so far that were",
                    percent(runs, LearningRun::shareOfBest),
                    "%",
                    "taking turns",
                    100.0 / (truth.size() + 1),
                    "");
            report.figure(
                    scenario + ": requests under what was unproven",
                    percent(runs, LearningRun::requestsUnproven),
                    "%",
                    "at most 10");
            report.figure(
                    scenario + ": most keys under what was unproven",
                    100
                            * runs.stream()
                                    .mapToDouble(LearningRun::mostKeysUnproven)
                                    .max()
                                    .orElse(0),
                    "%",
                    "at most 10");
        });
        return report.build();
    }

    /** Improvements of response times by each strategy. */
    private static Map<String, Map<String, Double>> scenarios() {
        Map<String, Map<String, Double>> scenarios = new LinkedHashMap<>();
        scenarios.put("30, 10, 0 % better", Map.of("a", 0.3, "b", 0.1, "c", 0.0));
        scenarios.put("30, 20, 5 % better", Map.of("a", 0.05, "b", 0.2, "c", 0.3));
        scenarios.put("25 % better, 15 and 30 % worse", Map.of("a", -0.3, "b", 0.25, "c", -0.15));
        scenarios.put(
                "five from 30 % better to 20 % worse", Map.of("a", 0.0, "b", 0.1, "c", 0.3, "d", 0.15, "e", -0.2));
        scenarios.put("all three 15 to 30 % worse", Map.of("a", -0.2, "b", -0.3, "c", -0.15));
        return scenarios;
    }

    private static double percent(List<LearningRun> runs, ToDoubleFunction<LearningRun> figure) {
        return 100 * runs.stream().mapToDouble(figure).average().orElse(0);
    }
}

package dev.flyball.benchmarks;

import dev.flyball.benchmarks.cache.InvalidateSuite;
import dev.flyball.benchmarks.cache.MemorySuite;
import dev.flyball.benchmarks.cache.RaceSuite;
import dev.flyball.benchmarks.cache.RelieveSuite;
import dev.flyball.benchmarks.cache.SharedSuite;
import dev.flyball.benchmarks.cache.StampedeSuite;
import dev.flyball.benchmarks.cache.SweepSuite;
import dev.flyball.benchmarks.drift.DetectionSuite;
import dev.flyball.benchmarks.drift.QualitySuite;
import dev.flyball.benchmarks.optimizer.LearningSuite;
import dev.flyball.benchmarks.optimizer.OptimizerSuite;
import dev.flyball.benchmarks.optimizer.SimulationSuite;
import dev.flyball.benchmarks.processor.FootprintSuite;
import dev.flyball.benchmarks.processor.GuaranteeSuite;
import dev.flyball.benchmarks.processor.ProcessorSuite;
import dev.flyball.benchmarks.processor.RestoreSuite;
import dev.flyball.benchmarks.processor.ScaleSuite;
import dev.flyball.benchmarks.processor.ShapesSuite;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The command: runs one suite, prints its report on stdout and keeps it as JSON. Progress goes to stderr. */
public final class Benchmarks {
    private static final List<Suite> SUITES = List.of(
            new ProcessorSuite(),
            new ShapesSuite(),
            new GuaranteeSuite(),
            new ScaleSuite(),
            new DetectionSuite(),
            new QualitySuite(),
            new RestoreSuite(),
            new FootprintSuite(),
            new ParseSuite(),
            new MemorySuite(),
            new SharedSuite(),
            new InvalidateSuite(),
            new StampedeSuite(),
            new RaceSuite(),
            new SweepSuite(),
            new RelieveSuite(),
            new OptimizerSuite(),
            new SimulationSuite(),
            new LearningSuite());

    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        List<String> words = List.of(args);
        if (words.contains("--help")) {
            System.out.print(help());
            return;
        }
        boolean quick = words.contains("--quick");
        List<String> names =
                words.stream().filter(word -> !word.startsWith("--")).toList();
        Optional<Suite> suite = SUITES.stream()
                .filter(known -> names.equals(List.of(known.name())))
                .findFirst();
        boolean unknownOption = words.stream().anyMatch(word -> word.startsWith("--") && !word.equals("--quick"));
        if (suite.isEmpty() || unknownOption) {
            System.err.print("cannot run: " + String.join(" ", words) + "\n\n" + help());
            System.exit(2);
            return;
        }
        Report report = suite.get().run(quick);
        System.out.print(report.table());
        Path kept = report.writeTo(Path.of(System.getProperty("flyball.benchmarks.results", "results")));
        System.err.println("kept in " + kept);
    }

    private static String help() {
        StringBuilder help = new StringBuilder("usage: benchmarks/run SUITE [--quick]\n\nsuites:\n");
        SUITES.forEach(suite -> help.append(String.format("  %-16s %s%n", suite.name(), suite.about())));
        return help.toString();
    }
}

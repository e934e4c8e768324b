package dev.flyball.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * Contenders that take turns in several rounds, each round beginning with another one, so that whatever else the machine
 * does meanwhile hits all alike.
 */
public final class Contest {
    private final Map<String, List<Measured>> runs = new LinkedHashMap<>();

    private Contest() {}

    public static Contest of(int rounds, List<Fork> contenders) throws IOException, InterruptedException {
        Contest contest = new Contest();
        for (int round = 1; round <= rounds; round++) {
            System.err.println("round " + round + " of " + rounds);
            List<Fork> turns = new ArrayList<>(contenders);
            Collections.rotate(turns, 1 - round);
            for (Fork contender : turns) {
                contest.runs
                        .computeIfAbsent(contender.name(), name -> new ArrayList<>())
                        .add(contender.run());
            }
        }
        return contest;
    }

    /** Median over the rounds. */
    public double perSecond(Fork contender) {
        return median(contender, Measured::perSecond);
    }

    /** Median over the rounds. */
    public double cpuMicrosEach(Fork contender) {
        return median(contender, Measured::cpuMicrosEach);
    }

    private double median(Fork contender, ToDoubleFunction<Measured> figure) {
        double[] ordered = Objects.requireNonNull(runs.get(contender.name())).stream()
                .mapToDouble(figure)
                .sorted()
                .toArray();
        int middle = ordered.length / 2;
        return ordered.length % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2;
    }
}

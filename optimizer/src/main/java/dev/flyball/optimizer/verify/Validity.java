package dev.flyball.optimizer.verify;

import static dev.flyball.optimizer.verify.Words.percent;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether treated and other requests may be compared at all. */
public final class Validity {
    /** Shifts below it are the ups and downs of every day. */
    private static final double RELEVANT = Math.log(1.3);
    /** Chance alone exceeds so many standard errors in 1 of 2,000 looks. */
    private static final double MORE_THAN_CHANCE = 3.5;
    /** Variance of the logarithm of a group's traffic from window to window, besides that of counting. */
    private static final double UNREST = 0.01;

    private Validity() {}

    /** Why they may not be compared, as a full sentence; empty if nothing speaks against it. */
    public static Optional<String> objection(List<ArmsWindow> before, List<ArmsWindow> during) {
        return deploy(Stream.concat(before.stream(), during.stream()).toList())
                .or(() -> imbalance(before, during))
                .or(() -> trafficShift(before, during));
    }

    /**
     * That what answers is not what it was, as a full sentence; empty if it is, or nobody knows.
     *
     * @param stretch windows, in the order of time
     */
    public static Optional<String> deploy(List<ArmsWindow> stretch) {
        return Replacement.in(stretch);
    }

    /** Treated keys must have the share of the requests that they had before, else other requests are compared. */
    private static Optional<String> imbalance(List<ArmsWindow> before, List<ArmsWindow> during) {
        Odds then = Odds.of(before);
        Odds now = Odds.of(during);
        double variance = then.variance + now.variance + UNREST / before.size() + UNREST / during.size();
        return isShift(now.log - then.log, variance)
                ? Optional.of("The share of treated requests went from " + percent(then.share()) + " to "
                        + percent(now.share()) + " with the same keys.")
                : Optional.empty();
    }

    private static Optional<String> trafficShift(List<ArmsWindow> before, List<ArmsWindow> during) {
        List<ArmsWindow> then = whole(before);
        List<ArmsWindow> now = whole(during);
        if (then.isEmpty() || now.isEmpty()) {
            return Optional.empty();
        }
        double variance = 1 / requests(then) + 1 / requests(now) + UNREST / then.size() + UNREST / now.size();
        double shift = Math.log(rate(now) / rate(then));
        return isShift(shift, variance)
                ? Optional.of("The traffic changed by " + percent(Math.exp(shift) - 1) + ".")
                : Optional.empty();
    }

    /** A step begins and ends within a window, so the outermost ones hold only part of their requests. */
    private static List<ArmsWindow> whole(List<ArmsWindow> windows) {
        return windows.size() < 3 ? List.of() : windows.subList(1, windows.size() - 1);
    }

    private static boolean isShift(double shift, double variance) {
        return Math.abs(shift) > RELEVANT && Math.abs(shift) > MORE_THAN_CHANCE * Math.sqrt(variance);
    }

    private static double requests(List<ArmsWindow> windows) {
        return 0.5 + windows.stream().mapToLong(ArmsWindow::count).sum();
    }

    private static double rate(List<ArmsWindow> windows) {
        return requests(windows)
                / windows.stream()
                        .mapToLong(window -> window.end() - window.start())
                        .sum();
    }

    /** Of a request being a treated one. */
    private record Odds(double log, double variance) {
        static Odds of(List<ArmsWindow> windows) {
            double treated = 0.5;
            double others = 0.5;
            for (ArmsWindow window : windows) {
                treated += window.treated().totals().count();
                others += window.control().totals().count();
            }
            return new Odds(Math.log(treated / others), 1 / treated + 1 / others);
        }

        double share() {
            return 1 / (1 + Math.exp(-log));
        }
    }
}

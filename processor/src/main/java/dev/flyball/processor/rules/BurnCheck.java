package dev.flyball.processor.rules;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.windows.Tally;
import dev.flyball.processor.windows.Windows;
import dev.flyball.schemas.AlertKind;
import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Condition.SloBurn;
import dev.flyball.schemas.Condition.SloBurn.Burn;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides whether an error budget burns too fast: over one of the long windows, beyond doubt, and still over the short
 * one that belongs to it.
 */
record BurnCheck(SloBurn slo, List<Burn> burns) implements Check {
    private static final long BUDGET_MS = Condition.LONGEST.toMillis();

    /** One burn rate over its two windows. */
    private record Pair(Burn burn, Share over, Share lately, Gate enough, Gate proven, Gate still) {
        boolean holds() {
            return enough.passes() && proven.passes() && still.passes();
        }

        boolean seems() {
            return over.isTooHigh() && lately.isTooHigh();
        }

        /** How much of what it takes is reached, so that the pair that says most can be told. */
        double severity() {
            return (holds() ? 1_000 : 0) + Math.min(over.counted(), lately.counted()) / over.allowed();
        }
    }

    @Override
    public Finding decide(Windows windows) {
        List<Pair> pairs = burns.stream().map(burn -> pair(burn, windows)).toList();
        Pair telling =
                pairs.stream().max(Comparator.comparingDouble(Pair::severity)).orElseThrow();
        long now = windows.boundaryMs();
        long lengthMs = telling.burn.longWindow().toMillis();
        return new Finding(
                pairs.stream().anyMatch(Pair::holds),
                pairs.stream().noneMatch(Pair::seems),
                telling.over.counted() / slo.budget(),
                telling.burn.rate(),
                telling.over.evidence(now - lengthMs, now, budgetLeft(windows)),
                telling.seems()
                        ? exemplars(windows.last(telling.burn.shortWindow().toMillis()))
                        : List.of(),
                pairs.stream()
                        .flatMap(pair -> Stream.of(pair.enough, pair.proven, pair.still))
                        .toList());
    }

    @Override
    public Chance chance(Windows windows) {
        Chance chance = Chance.NONE;
        for (Burn burn : burns) {
            Tally over = tally(windows, burn.longWindow().toMillis());
            if (over.samples() >= slo.minSamples() && bad(over) > 0) {
                if (share(over, burn.rate() * slo.budget()).isTooHigh()) {
                    return Chance.NOW;
                }
                chance = Chance.LATER;
            }
        }
        return chance;
    }

    private Pair pair(Burn burn, Windows windows) {
        double budget = slo.budget();
        Share over = share(tally(windows, burn.longWindow().toMillis()), burn.rate() * budget);
        Share lately = share(tally(windows, burn.shortWindow().toMillis()), burn.rate() * budget);
        String in = " in " + Lengths.written(burn.longWindow());
        return new Pair(
                burn,
                over,
                lately,
                Gate.atLeast("samples" + in, over.samples(), slo.minSamples()),
                Gate.above("lower bound of the burn rate" + in, over.bound() / budget, burn.rate()),
                Gate.above(
                        "burn rate in " + Lengths.written(burn.shortWindow()), lately.counted() / budget, burn.rate()));
    }

    private Tally tally(Windows windows, long lengthMs) {
        Double goodUnder = slo.goodUnderMs();
        return windows.tallyLast(lengthMs, goodUnder == null ? Long.MAX_VALUE : Math.round(goodUnder * 1_000));
    }

    private Share share(Tally window, double allowed) {
        return Share.of(bad(window), window.samples(), allowed, slo.confidence());
    }

    private long bad(Tally window) {
        return slo.goodUnderMs() == null ? window.failed() : window.slow();
    }

    private double budgetLeft(Windows windows) {
        Tally all = tally(windows, BUDGET_MS);
        return all.samples() == 0 ? 1 : 1 - bad(all) / (all.samples() * slo.budget());
    }

    private List<String> exemplars(Digest window) {
        return Reading.exemplars(slo.goodUnderMs() == null ? AlertKind.ERROR : AlertKind.LATENCY, window);
    }
}

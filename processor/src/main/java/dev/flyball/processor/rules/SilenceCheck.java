package dev.flyball.processor.rules;

import dev.flyball.processor.windows.Windows;
import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Evidence;
import java.util.List;

/** Decides whether nothing was heard although the past makes that improbable. */
record SilenceCheck(Condition.Silence condition) implements Check {
    @Override
    public Finding decide(Windows windows) {
        long now = windows.boundaryMs();
        long from = now - condition.windowMs();
        long heard = windows.last(condition.windowMs()).count();
        long before = windows.between(from - condition.pastMs(), from).count();
        double expected = (double) before * condition.windowMs() / condition.pastMs();
        Gate silent = Gate.below("samples", heard, 1);
        Gate unlikely = Gate.above("samples to be expected", expected, RateBound.upper(0, condition.confidence()));
        return new Finding(
                silent.passes() && unlikely.passes(),
                heard > 0 || before == 0,
                perSecond(heard, condition.windowMs()),
                perSecond(before, condition.pastMs()),
                new Evidence(from, now, heard, null, null, null, null),
                List.of(),
                List.of(silent, unlikely));
    }

    private static double perSecond(long samples, long ms) {
        return samples * 1_000.0 / ms;
    }
}

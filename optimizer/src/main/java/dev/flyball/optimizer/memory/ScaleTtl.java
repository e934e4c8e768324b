package dev.flyball.optimizer.memory;

import dev.flyball.optimizer.action.NamespaceControl;
import dev.flyball.optimizer.action.Treatment;
import dev.flyball.optimizer.action.Wording;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.ReliefStep;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Shortens the time of the values of a cold namespace, for a while. Those whose time is over then are removed by the next
 * run; those that are stored from now on take memory for shorter.
 *
 * @param last how the namespace is steered so far
 * @param factor on times to live
 * @param lasts how long; it ends by itself
 * @param share of the memory of all values that the namespace has, 0 to 1
 */
record ScaleTtl(String namespace, @Nullable CacheControl last, double factor, Duration lasts, double share)
        implements Means {
    private static final String NAME = "scale-ttl";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ReliefStep forecast() {
        return new ReliefStep(NAME, "would keep " + words(), 0, null, 0);
    }

    @Override
    public Optional<ReliefStep> apply(Workbench bench) {
        Treatment shorter = Treatment.stretching(factor, lasts.toMillis());
        bench.steer(new NamespaceControl(namespace, last, bench.nowMs())
                .treatingAll(shorter, bench.tag(), "Redis is short of memory: keeps " + words()));
        return Optional.of(new ReliefStep(NAME, "keeps " + words(), 0, null, 0));
    }

    private String words() {
        return "values of namespace " + namespace + ", the least used of those with " + Wording.percent(share)
                + " of the memory or more, for " + Wording.percent(factor) + " of their time, for "
                + Wording.seconds(lasts.toMillis());
    }
}

package dev.flyball.optimizer.memory;

import dev.flyball.cache.sweep.Coldness;
import dev.flyball.cache.sweep.KeyPattern;
import dev.flyball.cache.sweep.Sweep;
import dev.flyball.schemas.ReliefStep;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Removes what is cold: values of the cache, or keys of others that may be removed.
 *
 * @param pattern of the names of those others; null for the cache
 * @param keys expected to be removed, in about; 0 if nobody knows
 * @param bytes expected to be freed; null if nobody knows
 */
record EvictCold(
        Coldness coldness,
        Reach reach,
        @Nullable KeyPattern pattern,
        long keys,
        @Nullable Long bytes) implements Means {
    private static final String NAME = "evict-cold";

    @Override
    public String name() {
        return pattern == null ? NAME : NAME + ' ' + pattern;
    }

    @Override
    public ReliefStep forecast() {
        return new ReliefStep(name(), "would remove " + words(), keys, bytes, 0);
    }

    @Override
    public Optional<ReliefStep> apply(Workbench bench) {
        Sweep cold = pattern == null
                ? Sweep.coldValues(coldness).protecting(reach.protectedPrefixes())
                : Sweep.coldKeys(pattern, coldness);
        return Optional.of(bench.sweep(name(), cold, "removed " + words()));
    }

    private String words() {
        return (pattern == null ? "values of the cache that " : "keys like " + pattern + " that ") + coldness.words();
    }
}

package dev.flyball.optimizer.memory;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.schemas.BigKey;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.MemoryLevel;
import dev.flyball.schemas.ReliefStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be done for a server, in this order; each only as long as not enough memory is free, but for those
 * that are of use then, too.
 *
 * @param bigKeys the largest ones that were found, largest first
 */
record Plan(List<Means> means, List<BigKey> bigKeys) {
    Plan {
        means = List.copyOf(means);
        bigKeys = List.copyOf(bigKeys);
    }

    /**
     * How the caches are steered.
     *
     * @param records of whole namespaces, by name
     * @param judges whether it is worth looking for dead values: something was ordered since that was last done
     */
    record Steering(ControlTable table, Map<String, CacheControl> records, boolean judges) {}

    /**
     * @param steering empty if the control log cannot be read: then what needs it is left out
     * @param readsCount whether to look into values makes them seem used
     */
    static Plan of(
            Sample sample, MemoryLevel level, MemoryPolicy policy, Optional<Steering> steering, boolean readsCount) {
        List<Means> means = new ArrayList<>();
        steering.filter(Steering::judges).ifPresent(known -> means.add(new SweepDead(known.table, policy.reach())));
        // What is dead costs nobody a hit, so it goes first; unless looking for it would make all seem used.
        sample.coldValues(level).ifPresent(cold -> means.add(readsCount ? 0 : means.size(), cold));
        policy.reach().allowedPatterns().forEach(pattern -> means.add(sample.coldKeys(pattern, level)));
        steering.ifPresent(known -> means.addAll(sample.coldNamespaces(level, known.records)));
        means.add(new Purge());
        return new Plan(means, sample.bigKeys());
    }

    /** What would be done. */
    List<ReliefStep> forecast() {
        return means.stream().map(Means::forecast).toList();
    }
}

package dev.flyball.cache.sweep;

import dev.flyball.cache.entry.EntryName;
import java.util.List;
import java.util.OptionalLong;

/**
 * Keys that are cold. What the server does not tell of a key speaks for the key.
 *
 * @param valuesOnly whether just values of the cache are meant
 */
record ColdValues(Coldness coldness, boolean valuesOnly) implements Sweep.Condition<OptionalLong> {
    @Override
    public Node.Probed<List<OptionalLong>> ask(Node node, List<byte[]> names) {
        return node.facts(coldness.fact(), names);
    }

    @Override
    public boolean holds(String name, OptionalLong used) {
        return used.isPresent() && coldness.isMetBy(used.getAsLong()) && (!valuesOnly || isValue(name));
    }

    private static boolean isValue(String name) {
        return EntryName.of(name).filter(entry -> !entry.lease()).isPresent();
    }
}

package dev.flyball.optimizer.memory;

import dev.flyball.cache.entry.EntryName;
import dev.flyball.cache.sweep.Census;
import dev.flyball.cache.sweep.KeyPattern;
import dev.flyball.cache.sweep.Survey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which keys may be removed: values of the cache, without those of protected namespaces.
 *
 * @param allowedPatterns names of keys of others that may be removed as well
 */
public record Reach(Set<String> protectedNamespaces, List<KeyPattern> allowedPatterns) {
    public Reach {
        protectedNamespaces = Set.copyOf(protectedNamespaces);
        allowedPatterns = List.copyOf(allowedPatterns);
        for (KeyPattern pattern : allowedPatterns) {
            if (pattern.isBroad()) {
                throw new IllegalArgumentException("every key may match the allowed pattern " + pattern);
            }
        }
    }

    /** The same, without some namespaces more. */
    Reach without(Set<String> namespaces) {
        Set<String> spared = new HashSet<>(protectedNamespaces);
        spared.addAll(namespaces);
        return new Reach(spared, allowedPatterns);
    }

    /** What the names of keys begin with that are spared. */
    List<String> protectedPrefixes() {
        return protectedNamespaces.stream().map(EntryName::prefixOf).sorted().toList();
    }

    /** Whether it is a value of the cache that may be removed. */
    boolean covers(Survey.Found key) {
        return !key.namespace().equals(Census.OTHERS) && !protectedNamespaces.contains(key.namespace());
    }
}

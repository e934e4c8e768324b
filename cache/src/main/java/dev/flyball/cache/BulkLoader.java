package dev.flyball.cache;

import java.util.Map;
import java.util.Set;

/** Gets many values at once from where they really live. */
@FunctionalInterface
public interface BulkLoader<V> {
    /** The values by key; a key that is missing has none. It must not ask the same cache for them. */
    Map<String, V> loadAll(Set<String> keys) throws Exception;
}

package dev.flyball.cache;

import java.util.Map;
import java.util.Set;

/** Gets many values at once from where they really live. */
@FunctionalInterface
public interface BulkLoader<V> {
    /** The values by key; a key that is missing has none. */
    Map<String, V> loadAll(Set<String> keys) throws Exception;
}

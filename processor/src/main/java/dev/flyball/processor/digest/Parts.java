package dev.flyball.processor.digest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a digest tells apart further, in the order of the keys. There are at most {@value #LIMIT} parts, as the keys come
 * from strangers; most digests have none, and then this costs next to nothing.
 */
final class Parts<K extends Comparable<K>, V> {
    private static final int LIMIT = 16;

    private SortedMap<K, V> byKey = Collections.emptySortedMap();

    /** The part of that key, a fresh one if it is new; null if there are too many already. */
    @Nullable
    V part(K key, Supplier<V> fresh) {
        V found = byKey.get(key);
        if (found == null && byKey.size() < LIMIT) {
            found = fresh.get();
            put(key, found);
        }
        return found;
    }

    void put(K key, V part) {
        if (byKey.isEmpty()) {
            byKey = new TreeMap<>();
        }
        byKey.put(key, part);
    }

    int size() {
        return byKey.size();
    }

    void forEach(BiConsumer<K, V> taker) {
        byKey.forEach(taker);
    }

    <T> List<T> map(BiFunction<K, V, T> mapping) {
        List<T> mapped = new ArrayList<>(byKey.size());
        byKey.forEach((key, part) -> mapped.add(mapping.apply(key, part)));
        return Collections.unmodifiableList(mapped);
    }
}

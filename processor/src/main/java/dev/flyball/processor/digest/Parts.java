package dev.flyball.processor.digest;

import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import dev.flyball.schemas.sketch.MalformedBytesException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a digest tells apart further, in the order of the keys. There are at most {@value #LIMIT} parts, as the keys come
 * from strangers; hardly any digest has more than one or two, so they are a chain.
 */
final class Parts<K extends Comparable<K>, V> {
    private static final int LIMIT = 16;

    private @Nullable Part<K, V> first;
    private int size;

    private static final class Part<K, V> {
        private final K key;
        private final V value;
        private @Nullable Part<K, V> next;

        Part(K key, V value, @Nullable Part<K, V> next) {
            this.key = key;
            this.value = value;
            this.next = next;
        }
    }

    /** The part of that key, a fresh one if it is new; null if there are too many already. */
    @Nullable
    V part(K key, Supplier<V> fresh) {
        Part<K, V> before = null;
        Part<K, V> at = first;
        for (; at != null; at = at.next) {
            int order = at.key.compareTo(key);
            if (order == 0) {
                return at.value;
            }
            if (order > 0) {
                break;
            }
            before = at;
        }
        if (size == LIMIT) {
            return null;
        }
        Part<K, V> added = new Part<>(key, fresh.get(), at);
        if (before == null) {
            first = added;
        } else {
            before.next = added;
        }
        size++;
        return added.value;
    }

    /** @throws MalformedBytesException if that key has a part, or there are too many */
    void put(K key, V part) {
        if (part(key, () -> part) != part) {
            throw new MalformedBytesException("a part that comes twice, or more than " + LIMIT + " of them");
        }
    }

    void merge(Parts<K, V> other, Supplier<V> fresh, BiConsumer<V, V> merging) {
        for (Part<K, V> theirs = other.first; theirs != null; theirs = theirs.next) {
            V mine = part(theirs.key, fresh);
            if (mine != null) {
                merging.accept(mine, theirs.value);
            }
        }
    }

    <T> List<T> map(BiFunction<K, V, T> mapping) {
        List<T> mapped = new ArrayList<>(size);
        for (Part<K, V> at = first; at != null; at = at.next) {
            mapped.add(mapping.apply(at.key, at.value));
        }
        return Collections.unmodifiableList(mapped);
    }

    /** Writes how many there are, and each of them. */
    static <K extends Comparable<K>, V> void write(
            @Nullable Parts<K, V> parts, ByteWriter out, BiConsumer<K, V> writing) {
        if (parts == null) {
            out.putVarLong(0);
            return;
        }
        out.putVarLong(parts.size);
        for (Part<K, V> at = parts.first; at != null; at = at.next) {
            writing.accept(at.key, at.value);
        }
    }

    /**
     * Reads what was written; null if that is nothing.
     *
     * @param bytesEach at the least
     * @param reading reads the next one and puts it in
     */
    static <K extends Comparable<K>, V> @Nullable Parts<K, V> read(
            ByteReader in, int bytesEach, Consumer<Parts<K, V>> reading) {
        int count = in.getCount(bytesEach);
        if (count == 0) {
            return null;
        }
        Parts<K, V> read = new Parts<>();
        for (int i = 0; i < count; i++) {
            reading.accept(read);
        }
        return read;
    }
}

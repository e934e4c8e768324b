package dev.flyball.cache.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.entry.EntryName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be swept.
 *
 * @param pattern of the names
 * @param condition what has to hold for a value besides, if anything
 * @param protectedPrefixes names that begin with one of these are spared
 * @param everything whether the pattern may be one that all names match
 * @param dryRun whether nothing is removed
 */
public record Sweep(
        KeyPattern pattern,
        @Nullable Condition<?> condition,
        List<String> protectedPrefixes,
        boolean everything,
        boolean dryRun) {
    private static final KeyPattern OURS = new KeyPattern(EntryName.PREFIX + "*");

    /** @throws IllegalArgumentException if all names match, and this is not allowed */
    public Sweep {
        if (pattern.isBroad() && !everything) {
            throw new IllegalArgumentException(
                    "every key may match " + pattern + ": that has to be allowed, or the pattern to be narrower");
        }
        protectedPrefixes = List.copyOf(protectedPrefixes);
    }

    /**
     * What has to hold for a key that is removed.
     *
     * @param <F> what has to be known of it
     */
    public interface Condition<F> {
        /** Finds out what has to be known, in the order of the names. */
        Node.Probed<List<F>> ask(Node node, List<byte[]> names);

        boolean holds(String name, F fact);
    }

    /** Keys that apps wrote by other means; what belongs to the cache is spared, as it has namespaces. */
    public static Sweep keys(KeyPattern pattern) {
        return new Sweep(pattern, null, List.of(EntryName.PREFIX), false, false);
    }

    /** The same, even if every name matches. */
    public static Sweep everyKey(KeyPattern pattern) {
        return new Sweep(pattern, null, List.of(EntryName.PREFIX), true, false);
    }

    /**
     * The values of a namespace of the cache. To remove them frees memory, and is no invalidation: processes have values in
     * memory, too.
     *
     * @param keys where a star stands for any characters, and everything else for itself
     */
    public static Sweep namespace(String namespace, String keys) {
        return new Sweep(KeyPattern.ofNamespace(namespace, keys), null, List.of(), false, false);
    }

    /**
     * The values of a namespace that nobody would serve any more, by what the control log orders at a moment.
     *
     * @throws IllegalArgumentException if nothing is known of the namespace, and so nothing of its values either
     */
    public static Sweep deadEpochs(String namespace, ControlTable table, long nowMs) {
        if (!table.knows(namespace)) {
            throw new IllegalArgumentException(
                    "there is no control record of " + namespace + " to judge its values by");
        }
        return new Sweep(KeyPattern.ofNamespace(namespace, "*"), new DeadValues(table, nowMs), List.of(), false, false);
    }

    /** The same of all namespaces that anything is known of. */
    public static Sweep deadEpochs(ControlTable table, long nowMs) {
        return new Sweep(OURS, new DeadValues(table, nowMs), List.of(), false, false);
    }

    /** The values of the cache, of all namespaces, that are cold. */
    public static Sweep coldValues(Coldness coldness) {
        return new Sweep(OURS, new ColdValues(coldness, true), List.of(), false, false);
    }

    /** Cold keys that apps wrote by other means. */
    public static Sweep coldKeys(KeyPattern pattern, Coldness coldness) {
        return new Sweep(pattern, new ColdValues(coldness, false), List.of(EntryName.PREFIX), false, false);
    }

    /** The same, which just counts. */
    public Sweep dry() {
        return new Sweep(pattern, condition, protectedPrefixes, everything, true);
    }

    /** The same, which spares the names that begin with these, too. */
    public Sweep protecting(List<String> prefixes) {
        List<String> all = new ArrayList<>(protectedPrefixes);
        all.addAll(prefixes);
        return new Sweep(pattern, condition, all, everything, dryRun);
    }

    Optional<Condition<?>> furtherCondition() {
        return Optional.ofNullable(condition);
    }

    boolean isProtected(byte[] name) {
        String text = new String(name, UTF_8);
        return protectedPrefixes.stream().anyMatch(text::startsWith);
    }
}

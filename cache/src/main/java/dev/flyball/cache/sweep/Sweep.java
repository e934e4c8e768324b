package dev.flyball.cache.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flyball.cache.control.ControlTable;
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
        @Nullable Condition condition,
        List<String> protectedPrefixes,
        boolean everything,
        boolean dryRun) {
    private static final String OURS = "flyball:";

    /** @throws IllegalArgumentException if all names match, and this is not allowed */
    public Sweep {
        if (pattern.isBroad() && !everything) {
            throw new IllegalArgumentException(
                    "every key may match " + pattern + ": that has to be allowed, or the pattern to be narrower");
        }
        protectedPrefixes = List.copyOf(protectedPrefixes);
    }

    /** What has to hold for a value that is removed. Only the first bytes of it are read. */
    public interface Condition {
        /** @param beginning the first bytes of the value, at most {@link DeadValues#BEGINNING_BYTES} */
        boolean holds(String name, byte[] beginning);
    }

    /** Keys that apps wrote by other means; what belongs to the cache is spared, as it has namespaces. */
    public static Sweep keys(KeyPattern pattern) {
        return new Sweep(pattern, null, List.of(OURS), false, false);
    }

    /** The same, even if every name matches. */
    public static Sweep everyKey(KeyPattern pattern) {
        return new Sweep(pattern, null, List.of(OURS), true, false);
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

    /** The values of a namespace that nobody would serve any more, by what the control log orders at a moment. */
    public static Sweep deadEpochs(String namespace, ControlTable table, long nowMs) {
        return new Sweep(
                KeyPattern.ofNamespace(namespace, "*"),
                new DeadValues(namespace, table, nowMs),
                List.of(),
                false,
                false);
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

    Optional<Condition> furtherCondition() {
        return Optional.ofNullable(condition);
    }

    boolean isProtected(byte[] name) {
        String text = new String(name, UTF_8);
        return protectedPrefixes.stream().anyMatch(text::startsWith);
    }
}

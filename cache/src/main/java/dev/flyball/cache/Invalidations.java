package dev.flyball.cache;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.control.Glob;
import dev.flyball.cache.control.Invalidation;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Makes many values unusable with one record on the control log. */
final class Invalidations {
    private static final int MAX_PATTERN_CHARS = 256;

    private final ControlTable table;
    private final ControlLine line;
    private final InstantSource clock;

    Invalidations(ControlTable table, ControlLine line, InstantSource clock) {
        this.table = table;
        this.line = line;
        this.clock = clock;
    }

    /** Ends the patterns of the namespace as well if it is hard: what they rejected is gone with the rest. */
    CompletableFuture<Void> namespace(String namespace, Invalidation strength, String reason) {
        List<String> patterns = strength == Invalidation.HARD ? table.patternKeys(namespace) : List.of();
        return line.order(() -> table.invalidation(namespace, strength, reason, clock.millis()))
                .thenRun(() -> line.remove(patterns));
    }

    CompletableFuture<Void> tag(String namespace, String tag, Invalidation strength, String reason) {
        Tags.requireTag(tag);
        return line.order(() -> table.tagInvalidation(namespace, tag, strength, reason, clock.millis()));
    }

    CompletableFuture<Void> keys(String namespace, String pattern, Invalidation strength, String reason) {
        if (pattern.isEmpty() || pattern.length() > MAX_PATTERN_CHARS) {
            throw new IllegalArgumentException(
                    "a pattern must have 1 to " + MAX_PATTERN_CHARS + " characters, not " + pattern.length());
        }
        Glob glob = new Glob(pattern);
        if (glob.matchesAll()) {
            return namespace(namespace, strength, reason);
        }
        try {
            return line.order(() -> table.patternInvalidation(namespace, glob, strength, reason, clock.millis()));
        } catch (IllegalStateException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}

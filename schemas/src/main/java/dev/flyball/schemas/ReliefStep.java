package dev.flyball.schemas;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One step of a relief, and what it came to; or what it would come to. */
@Doc("One step of a relief, and what it came to; or what it would come to.")
public record ReliefStep(
        @Doc("What was done, such as sweep-dead, evict-cold, scale-ttl or purge.")
        String name,

        @Doc("What it did, and how it ended, in words.") String reason,
        @Doc("Keys that were removed.") long keys,

        @Doc("Bytes that they took, in about; missing if that is unknown.") @Nullable
        Long bytes,

        @Doc("How long it took, milliseconds.") long took) {
    public ReliefStep {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(reason, "reason");
    }
}

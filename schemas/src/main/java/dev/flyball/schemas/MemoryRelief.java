package dev.flyball.schemas;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a server of Redis was relieved of memory. */
@Doc("How a server of Redis was relieved of memory.")
public record MemoryRelief(
        @Doc("How urgent it was.") MemoryLevel level,

        @Doc("The server before; missing when the one who looked is gone.") @Nullable
        RedisMemory before,

        @Doc("The server after; missing until it is finished, and when the server is away.") @Nullable
        RedisMemory after,

        @Doc("What was done, in this order.") List<ReliefStep> steps,

        @Doc("The largest keys among a sample, largest first.")
        List<BigKey> bigKeys) {
    public MemoryRelief {
        Objects.requireNonNull(level, "level");
        steps = steps == null ? List.of() : List.copyOf(steps);
        bigKeys = bigKeys == null ? List.of() : List.copyOf(bigKeys);
    }
}

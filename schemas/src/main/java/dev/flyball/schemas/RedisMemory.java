package dev.flyball.schemas;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a server of Redis told of its memory and its work at a moment. Counters are since its start. */
@Doc("What a server of Redis told of its memory and its work at a moment. Counters are since its start.")
public record RedisMemory(
        @Doc("Epoch milliseconds.") long timestamp,
        @Doc("Bytes that its data and buffers take.") long used,
        @Doc("The most that was, bytes.") long peak,

        @Doc("What it may take, bytes: its maxmemory, or else what was configured; 0 for no limit.")
        long limit,

        @Doc("Bytes that the system gave it.") long resident,
        @Doc("Resident by used; far above 1 is wasted.") double fragmentation,
        @Doc("Number of keys.") long keys,
        @Doc("Keys evicted for want of memory.") long evicted,
        @Doc("Keys whose time was over.") long expired,

        @Doc("Share of all reads that found a key, 0 to 1; missing before the first one.") @Nullable
        Double hitRatio,

        @Doc("Open connections.") long clients,

        @Doc("Median of how long a PING took, milliseconds.")
        double latency,

        @Doc("What it evicts when it is full, such as allkeys-lru.")
        String evictionPolicy,

        @Doc("What it gets memory by, such as jemalloc-5.1.0.")
        String allocator) {
    public RedisMemory {
        Objects.requireNonNull(evictionPolicy, "evictionPolicy");
        Objects.requireNonNull(allocator, "allocator");
    }

    /** Used by limit; 0 without a limit. */
    public double share() {
        return limit == 0 ? 0 : (double) used / limit;
    }
}

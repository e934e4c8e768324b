package dev.flyball.optimizer.memory;

import dev.flyball.cache.sweep.Node;
import dev.flyball.cache.sweep.Pause;
import dev.flyball.optimizer.memory.Workbench.Clocks;
import dev.flyball.schemas.RedisMemory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/**
 * A server as it is now.
 *
 * @param name tells it from itself before a restart
 * @param info what it told
 */
record Reading(String name, Map<String, String> info, RedisMemory memory) {
    private static final int PROBES = 11;
    private static final long BETWEEN_PROBES_NANOS = Duration.ofMillis(1).toNanos();

    /** @param limit what it may take if it has no maxmemory; 0 for no limit */
    static Reading of(Node node, long limit, Clocks clocks) {
        Map<String, String> info = node.info();
        return new Reading(
                node.name(), info, memory(info, limit, node.size(), latency(node, clocks.pause()), clocks.nowMs()));
    }

    private static RedisMemory memory(Map<String, String> info, long limit, long keys, double latencyMs, long nowMs) {
        long used = number(info, "used_memory");
        long resident = number(info, "used_memory_rss");
        long hits = number(info, "keyspace_hits");
        long reads = hits + number(info, "keyspace_misses");
        long maxMemory = number(info, "maxmemory");
        return new RedisMemory(
                nowMs,
                used,
                number(info, "used_memory_peak"),
                maxMemory > 0 ? maxMemory : limit,
                resident,
                used == 0 ? 1 : (double) resident / used,
                keys,
                number(info, "evicted_keys"),
                number(info, "expired_keys"),
                reads == 0 ? null : (double) hits / reads,
                number(info, "connected_clients"),
                latencyMs,
                info.getOrDefault("maxmemory_policy", "unknown"),
                info.getOrDefault("mem_allocator", "unknown"));
    }

    /** Bytes in use, without the rest of a reading. */
    static long used(Node node) {
        return number(node.info(), "used_memory");
    }

    private static double latency(Node node, Pause pause) {
        long[] waited = new long[PROBES];
        for (int i = 0; i < PROBES; i++) {
            waited[i] = node.probeNanos();
            pause.forNanos(BETWEEN_PROBES_NANOS);
        }
        Arrays.sort(waited);
        return waited[PROBES / 2] / 1e6;
    }

    /** What a server does not tell, or not as a number that can be, counts as 0. */
    private static long number(Map<String, String> info, String name) {
        try {
            return Math.max(0, Long.parseLong(info.getOrDefault(name, "0").strip()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}

package dev.flyball.cli.cache;

import dev.flyball.cache.sweep.Node;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a server of Redis does.
 *
 * @param maxMemoryBytes 0 for no limit
 * @param hitRatio of all reads since its start, whoever read; null before the first one
 */
public record ServerRow(
        String server,
        String version,
        long keys,
        long memoryBytes,
        long maxMemoryBytes,
        String evictionPolicy,
        @Nullable Double hitRatio,
        long evicted,
        long expired,
        long clients) {
    public static ServerRow of(Node node) {
        Map<String, String> info = node.info();
        long hits = number(info, "keyspace_hits");
        long reads = hits + number(info, "keyspace_misses");
        return new ServerRow(
                node.toString(),
                info.getOrDefault("redis_version", "?"),
                node.size(),
                number(info, "used_memory"),
                number(info, "maxmemory"),
                info.getOrDefault("maxmemory_policy", "?"),
                reads == 0 ? null : (double) hits / reads,
                number(info, "evicted_keys"),
                number(info, "expired_keys"),
                number(info, "connected_clients"));
    }

    private static long number(Map<String, String> info, String name) {
        try {
            return Long.parseLong(info.getOrDefault(name, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}

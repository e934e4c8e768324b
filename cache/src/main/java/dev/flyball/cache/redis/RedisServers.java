package dev.flyball.cache.redis;

import dev.flyball.cache.sweep.Node;
import dev.flyball.cache.sweep.NodeException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import redis.clients.jedis.exceptions.JedisException;

/** The servers behind an address that have keys of their own, each with connections for itself. */
public final class RedisServers implements AutoCloseable {
    private final List<Node> nodes;

    private RedisServers(List<Node> nodes) {
        this.nodes = nodes;
    }

    /**
     * Finds out which ones they are.
     *
     * @param uri as for the cache: {@code redis://}, {@code redis+sentinel://}, {@code redis+cluster://}, or with rediss
     * @param timeout for connecting, and for an answer
     * @param nanoTime a clock that never goes back
     * @throws NodeException if none of a cluster's nodes or Sentinels answers
     * @throws IllegalArgumentException if the address is none
     */
    public static RedisServers find(URI uri, Duration timeout, LongSupplier nanoTime) {
        RedisAddress address = new RedisAddress(uri);
        try {
            return new RedisServers(address.masters(timeout).stream()
                    .<Node>map(master -> new RedisNode(master, address.settings(timeout), nanoTime))
                    .toList());
        } catch (JedisException e) {
            throw new NodeException("Redis at " + address + " does not tell its masters: " + e.getMessage(), true, e);
        }
    }

    public List<Node> nodes() {
        return nodes;
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
    }
}

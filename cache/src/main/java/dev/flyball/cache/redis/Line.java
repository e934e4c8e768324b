package dev.flyball.cache.redis;

import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/** A connection on which commands can be sent before the answers to them are waited for. */
final class Line extends Connection {
    Line(HostAndPort address, JedisClientConfig settings) {
        super(address, settings);
    }

    /** Sends what has been gathered. */
    void push() {
        flush();
    }

    /** Ends it, whatever state it is in. */
    void disconnectQuietly() {
        setBroken();
        try {
            disconnect();
        } catch (RuntimeException e) {
            // It was to be given up in any case.
        }
    }
}

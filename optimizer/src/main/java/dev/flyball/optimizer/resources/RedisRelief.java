package dev.flyball.optimizer.resources;

import dev.flyball.cache.redis.RedisTurns;
import dev.flyball.optimizer.memory.MemoryPolicy;
import dev.flyball.optimizer.memory.Turns;
import dev.flyball.schemas.MemoryLevel;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Turns that are kept in the Redis that is relieved. */
final class RedisRelief implements Turns, AutoCloseable {
    private static final Duration LONGEST_TURN = Duration.ofSeconds(15);

    private final RedisTurns turns;

    /** @param token tells this optimizer from all others */
    RedisRelief(URI redis, Duration timeout, String token) {
        turns = new RedisTurns(redis, timeout, MemoryPolicy.NAME, token, LONGEST_TURN);
    }

    @Override
    public Optional<String> take(String server, MemoryLevel level, String run) {
        return turns.take(server, urgency(level), run);
    }

    @Override
    public boolean keep(String server) {
        return turns.keep(server);
    }

    @Override
    public void leave(String server, MemoryLevel level, Duration rest) {
        turns.leave(server, urgency(level), rest);
    }

    @Override
    public void close() {
        turns.close();
    }

    private static int urgency(MemoryLevel level) {
        return switch (level) {
            case OK -> 0;
            case WARNING -> 1;
            case CRITICAL -> 2;
        };
    }
}

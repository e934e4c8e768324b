package dev.flyball.optimizer.resources;

import dev.flyball.optimizer.memory.MemoryPolicy;
import java.net.URI;
import java.time.Duration;

/**
 * Which resources are looked after, and how.
 *
 * @param redis as for the cache
 * @param every how often its servers are looked at
 * @param memory what may be done
 */
public record ResourceConfig(URI redis, Duration every, MemoryPolicy memory) {
    public ResourceConfig {
        if (every.compareTo(Duration.ofMillis(100)) < 0 || every.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("every must be 100 ms to 1 h: " + every);
        }
    }
}

package dev.flyball.optimizer.memory;

import dev.flyball.schemas.MemoryLevel;
import java.time.Duration;
import java.util.Optional;

/**
 * Whose turn it is to relieve a server, of all optimizers that know it. Every method may fail with a
 * {@link dev.flyball.cache.sweep.NodeException}.
 */
public interface Turns {
    /**
     * Takes a turn for a run; empty if somebody else has it, or the server is to be left alone at this level. Else the id
     * of a run that somebody began and never ended, or nothing.
     */
    Optional<String> take(String server, MemoryLevel level, String run);

    /** Makes it last; false if it has ended. */
    boolean keep(String server);

    /** Ends it; the server is to be left alone for a while, unless it gets more urgent. */
    void leave(String server, MemoryLevel level, Duration rest);
}

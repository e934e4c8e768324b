package dev.flyball.optimizer.memory;

import dev.flyball.schemas.MemoryLevel;
import java.time.Duration;
import java.util.Optional;

/** Turns that are ours, unless somebody else has them. */
final class FakeTurns implements Turns {
    boolean taken;
    boolean kept = true;
    String unended = "";
    Duration rest = Duration.ZERO;

    @Override
    public Optional<String> take(String server, MemoryLevel level, String run) {
        return taken ? Optional.empty() : Optional.of(unended);
    }

    @Override
    public boolean keep(String server) {
        return kept;
    }

    @Override
    public void leave(String server, MemoryLevel level, Duration after) {
        rest = after;
    }
}

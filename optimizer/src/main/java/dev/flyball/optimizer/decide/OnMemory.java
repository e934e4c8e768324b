package dev.flyball.optimizer.decide;

import dev.flyball.schemas.CacheTuning;
import java.time.Duration;
import java.util.Objects;

/**
 * Each process holds less of the namespace in its memory for a while. That concerns all keys at once, so there is nothing
 * to compare it with.
 *
 * @param share of what it may hold otherwise, 0.01 to 1
 * @param lasts until it ends by itself, 1 s to 1 d
 */
public record OnMemory(double share, Duration lasts, String words) implements Remedy {
    private static final Duration LONGEST = Duration.ofDays(1);

    public OnMemory {
        Objects.requireNonNull(words, "words");
        CacheTuning.ofMemoryShare(share);
        if (lasts.compareTo(Duration.ofSeconds(1)) < 0 || lasts.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("lasts must be 1 s to 1 d, but is " + lasts);
        }
    }

    @Override
    public boolean isOnCache() {
        return true;
    }
}

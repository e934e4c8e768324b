package dev.flyball.optimizer.memory;

import dev.flyball.cache.log.LogView;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.OptimizationResult;
import java.util.Optional;

/** Where the caches are steered from, and results are told. Nothing here waits for long, or fails. */
public interface Desk {
    /** How the caches are steered; empty if that cannot be known now. */
    Optional<LogView> controls();

    void steer(CacheControl control);

    void tell(OptimizationResult result);
}

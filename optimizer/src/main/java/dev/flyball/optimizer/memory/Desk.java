package dev.flyball.optimizer.memory;

import dev.flyball.cache.log.LogView;
import dev.flyball.schemas.ActionAnswer;
import dev.flyball.schemas.ActionCommand;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.OptimizationResult;
import java.util.List;
import java.util.Optional;

/** Where the caches are steered from, and results are told. Nothing here waits for long, or fails. */
public interface Desk {
    /** How the caches are steered; empty if that cannot be known now. */
    Optional<LogView> controls();

    void steer(CacheControl control);

    void tell(OptimizationResult result);

    /** From now on orders are heard. */
    void listen();

    /** What was ordered since; each once. Empty if that cannot be known now. */
    List<ActionCommand> orders();

    void answer(ActionAnswer answer);

    /** Orders are not heard any more. */
    void ignore();
}

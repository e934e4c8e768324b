package dev.flyball.optimizer.webhook;

import dev.flyball.optimizer.decide.Errand;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Runs errands without making anybody wait. */
public interface Caller {
    /** Where there is no service to call. */
    Caller NONE = errand ->
            Optional.of(CompletableFuture.completedFuture(new Outcome(false, "No webhook is configured any more.")));

    /**
     * What came of an errand.
     *
     * @param answered whether the service took it
     * @param words a full sentence
     */
    record Outcome(boolean answered, String words) {}

    /**
     * Begins, and returns at once: empty if there is no room now. What it returns is completed after a bounded time, and
     * never with an exception.
     */
    Optional<CompletableFuture<Outcome>> call(Errand errand);
}

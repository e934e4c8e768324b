package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Action;
import dev.flyball.optimizer.action.Rest;
import dev.flyball.optimizer.learn.Scores;
import dev.flyball.schemas.CacheControl;
import java.util.List;
import java.util.Optional;

/** What is known while a request is decided: how namespaces are steered, and what is being done already. */
public interface Situation {
    /** The newest control record of the namespace as a whole. */
    Optional<CacheControl> steered(String namespace);

    Optional<Action> runningOn(String namespace);

    /** The rest after the last action on the namespace, over or not. */
    Optional<Rest> rest(String namespace);

    /** What is known of these strategies; nothing, unless somebody remembers it. */
    default Scores scores(List<String> strategies) {
        return Scores.NONE;
    }
}

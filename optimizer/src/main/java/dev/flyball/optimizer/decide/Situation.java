package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Action;
import dev.flyball.optimizer.action.Rest;
import dev.flyball.optimizer.learn.Scores;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.Freeze;
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

    /**
     * Whether an action would only renew what has helped and has ended by itself.
     *
     * @param temporary whether it ends by itself, too
     */
    default boolean isRenewal(String namespace, boolean temporary) {
        return temporary && rest(namespace).filter(Rest::helped).isPresent();
    }

    /** What waits for approval on the namespace, in time or not. */
    default Optional<Pending> pending(String namespace) {
        return Optional.empty();
    }

    /** The freeze of the namespace, or of all, that holds at a moment, epoch milliseconds. */
    default Optional<Freeze> freeze(String namespace, long now) {
        return Optional.empty();
    }

    /** How many actions have begun in the hour before a moment, epoch milliseconds. */
    default Begun begun(String namespace, long now) {
        return Begun.NONE;
    }

    /** How many endpoints there are, and how many of them ask for help; empty when that is not known. */
    default Optional<Crowd> crowd() {
        return Optional.empty();
    }
}

package dev.flyball.optimizer.decide;

import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMode;
import java.util.Optional;

/** A mode that a person or an app has set is not overridden. */
record SteeredByHand() implements Guard {
    @Override
    public Optional<Objection> against(Proposal proposal, Situation situation) {
        CacheControl last = proposal.control().last();
        CacheMode mode = proposal.control().mode();
        if (last == null
                || last.action() != null
                || mode == CacheMode.NORMAL
                || !proposal.strategy().temporary()) {
            return Optional.empty();
        }
        return Optional.of(new Objection(
                "by-hand",
                "Namespace " + proposal.namespace() + " was set to " + mode + " by hand ('" + last.reason() + "')."));
    }
}

package dev.flyball.optimizer.decide;

import dev.flyball.schemas.CacheControl;
import java.util.Optional;

/** How a person or an app wants reads to be answered is not overridden. */
record SteeredByHand() implements Guard {
    @Override
    public Optional<Objection> against(Proposal proposal, Situation situation) {
        CacheControl last = proposal.control().last();
        if (last == null
                || last.action() != null
                || !proposal.control().isSpecial()
                || !proposal.strategy().temporary()) {
            return Optional.empty();
        }
        return Optional.of(new Objection(
                "by-hand",
                "Namespace " + proposal.namespace() + " was set to mode " + last.mode() + " and ttlScale "
                        + last.ttlScale() + " by hand ('" + last.reason() + "')."));
    }
}

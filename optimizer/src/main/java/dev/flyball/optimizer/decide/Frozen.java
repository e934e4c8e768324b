package dev.flyball.optimizer.decide;

import java.util.Optional;

/** Somebody has pulled the kill switch. */
record Frozen() implements Guard {
    @Override
    public Optional<Objection> against(Proposal proposal, Situation situation) {
        return situation
                .freeze(proposal.namespace(), proposal.now())
                .map(freeze -> new Objection("frozen", freeze.words()));
    }
}

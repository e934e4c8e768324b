package dev.flyball.optimizer.decide;

import java.util.Optional;

/** When everything is bad at once, the cause is not a cache, and changing many would hide it. */
record SystemicBrake() implements Guard {
    @Override
    public Optional<Objection> against(Proposal proposal, Situation situation) {
        return situation.crowd().filter(Crowd::isSystemic).map(crowd -> new Objection("systemic", crowd.words()));
    }
}

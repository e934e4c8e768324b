package dev.flyball.optimizer.decide;

import java.util.Optional;

/** The strategy is switched off. */
record SwitchedOff(Policy policy) implements Guard {
    @Override
    public Optional<Objection> against(Proposal proposal, Situation situation) {
        return policy.mode(proposal.strategy()) == Mode.OFF
                ? Optional.of(new Objection(
                        "off", "The cure would be " + proposal.strategy().name() + ", which is switched off (OFF)."))
                : Optional.empty();
    }
}

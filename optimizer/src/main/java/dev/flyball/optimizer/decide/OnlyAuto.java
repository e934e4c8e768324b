package dev.flyball.optimizer.decide;

import java.util.Optional;

/** What nobody can measure, and nothing can take back, is done in mode AUTO alone. */
record OnlyAuto(Policy policy) implements Guard {
    @Override
    public Optional<Objection> against(Proposal proposal, Situation situation) {
        Mode mode = policy.mode(proposal.strategy());
        return mode == Mode.AUTO
                ? Optional.empty()
                : Optional.of(new Objection(
                        "dry-run",
                        "In mode AUTO it would " + proposal.remedy().words() + "; in mode " + mode
                                + " nothing is done."));
    }
}

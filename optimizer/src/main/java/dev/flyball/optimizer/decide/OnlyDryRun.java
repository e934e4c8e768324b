package dev.flyball.optimizer.decide;

import java.util.Optional;

/** The strategy may only say what it would do; asked last, so that it says so only when it really would. */
record OnlyDryRun(Policy policy) implements Guard {
    @Override
    public Optional<Objection> against(Proposal proposal, Situation situation) {
        return policy.mode(proposal.strategy()) == Mode.DRY_RUN
                ? Optional.of(new Objection(
                        "dry-run",
                        "In mode AUTO it would " + proposal.remedy().words() + "; in mode DRY_RUN nothing is done."))
                : Optional.empty();
    }
}

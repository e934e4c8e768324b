package dev.flyball.optimizer.decide;

import dev.flyball.schemas.CacheControl;
import java.util.Optional;

/** How somebody wants reads to be answered is not replaced, and a second cohort beside that is not possible. */
record AlreadySpecial() implements Guard {
    @Override
    public Optional<Objection> against(Proposal proposal, Situation situation) {
        CacheControl last = proposal.control().last();
        if (last == null || !proposal.control().isSpecial()) {
            return Optional.empty();
        }
        return Optional.of(new Objection(
                "already-special",
                "Namespace " + proposal.namespace() + " is in mode " + last.mode() + " with ttlScale " + last.ttlScale()
                        + (last.tuned().words().isEmpty()
                                ? ""
                                : " (" + last.tuned().words() + ")")
                        + " already ('" + last.reason() + "'), which is not replaced."));
    }
}

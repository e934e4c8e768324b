package dev.flyball.optimizer.decide;

import java.time.Instant;
import java.util.Optional;

/** What waits for approval is not proposed again, and nothing overtakes it on the same namespace. */
record AlreadyProposed() implements Guard {
    @Override
    public Optional<Objection> against(Proposal proposal, Situation situation) {
        return situation
                .pending(proposal.namespace())
                .filter(pending -> !pending.isOver(proposal.now()))
                .map(pending -> new Objection(Propose.KIND, words(pending)));
    }

    private static String words(Pending pending) {
        return "Action " + pending.action().id() + " (" + pending.action().strategy() + " on namespace "
                + pending.action().namespace() + ") waits for approval until " + Instant.ofEpochMilli(pending.until())
                + ".";
    }
}

package dev.flyball.optimizer.decide;

import static dev.flyball.optimizer.action.Wording.seconds;

import dev.flyball.optimizer.action.Rest;
import java.util.Optional;

/** What something was done to is left alone for a while. */
record Cooldown() implements Guard {
    @Override
    public Optional<Objection> against(Proposal proposal, Situation situation) {
        return situation
                .rest(proposal.namespace())
                .filter(rest -> rest.until() > proposal.now())
                .map(rest -> new Objection("cooldown", words(rest, proposal)));
    }

    private static String words(Rest rest, Proposal proposal) {
        return proposal.scope() + " rests for another " + seconds(rest.until() - proposal.now()) + " after action "
                + rest.action() + ", which " + rest.ended() + ".";
    }
}

package dev.flyball.optimizer.decide;

import static dev.flyball.optimizer.action.Wording.seconds;

import dev.flyball.optimizer.action.Action;
import java.util.Optional;

/** Two actions at once on a namespace could not be told apart by their effects. */
record OneAtATime() implements Guard {
    @Override
    public Optional<Objection> against(Proposal proposal, Situation situation) {
        return situation
                .runningOn(proposal.namespace())
                .map(running -> new Objection("running", words(running, proposal.now())));
    }

    private static String words(Action running, long now) {
        return "Action " + running.id() + " (" + running.strategy() + " on namespace " + running.namespace() + " for "
                + running.endpointOf() + ") began " + seconds(now - running.startedAt())
                + " ago and is still being measured.";
    }
}

package dev.flyball.optimizer.decide;

import static dev.flyball.optimizer.action.Wording.seconds;

import dev.flyball.optimizer.action.Rest;
import dev.flyball.optimizer.action.Steered;
import java.util.Optional;

/**
 * The namespace was changed for an endpoint of another partition. How that action fares is known there only, so the
 * namespace is left alone for as long as it may take, and the rest after it.
 */
record ChangedElsewhere(Policy policy) implements Guard {
    @Override
    public Optional<Objection> against(Proposal proposal, Situation situation) {
        long holdMs = policy.deadline().plus(policy.cooldown()).toMillis();
        return situation
                .steered(proposal.namespace())
                .filter(steered -> steered.control().action() != null)
                .filter(steered -> !isOurs(steered, situation.rest(proposal.namespace())))
                .filter(steered -> proposal.now() - steered.at() < holdMs)
                .map(steered -> new Objection(
                        "changed-elsewhere",
                        "Namespace " + proposal.namespace() + " was changed by action "
                                + steered.control().action() + " for another endpoint "
                                + seconds(Math.max(0, proposal.now() - steered.at())) + " ago, less than "
                                + seconds(holdMs) + "."));
    }

    private static boolean isOurs(Steered steered, Optional<Rest> rest) {
        return rest.isPresent() && rest.get().action().equals(steered.control().action());
    }
}

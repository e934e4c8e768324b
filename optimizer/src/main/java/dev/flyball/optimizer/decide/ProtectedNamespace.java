package dev.flyball.optimizer.decide;

import java.util.Optional;

/** Some namespaces are never touched. */
record ProtectedNamespace(Policy policy) implements Guard {
    @Override
    public Optional<Objection> against(Proposal proposal, Situation situation) {
        return policy.protectedNamespaces().contains(proposal.namespace())
                ? Optional.of(new Objection("protected", "Namespace " + proposal.namespace() + " is protected."))
                : Optional.empty();
    }
}

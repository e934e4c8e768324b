package dev.flyball.optimizer.decide;

import java.util.Optional;

/** So many actions in an hour, and no more: what goes on and on is no cure. Renewing what helps is not counted. */
record SpentBudget(Budget budget) implements Guard {
    @Override
    public Optional<Objection> against(Proposal proposal, Situation situation) {
        if (situation.isRenewal(
                proposal.namespace(),
                proposal.remedy() instanceof OnKeys keys && keys.treatment().isTemporary())) {
            return Optional.empty();
        }
        Begun begun = situation.begun(proposal.namespace(), proposal.now());
        if (begun.onNamespace() >= budget.perNamespace()) {
            return Optional.of(new Objection(
                    "budget",
                    begun.onNamespace() + " actions have begun on namespace " + proposal.namespace()
                            + " within an hour, and " + budget.perNamespace() + " are allowed."));
        }
        return begun.inAll() < budget.inAll()
                ? Optional.empty()
                : Optional.of(new Objection(
                        "budget-in-all",
                        begun.inAll()
                                + " actions have begun within an hour on the namespaces that share this partition, and "
                                + budget.inAll() + " are its share of those allowed in all."));
    }
}

package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Action;
import dev.flyball.optimizer.action.Before;
import dev.flyball.optimizer.action.NamespaceControl;
import dev.flyball.optimizer.decide.Guard.Objection;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.OptimizationRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Decides about requests for help: diagnosis, cure, guards. A function of the request, the policy and the situation. */
public final class Decider {
    private final Policy policy;
    private final List<Strategy> strategies;
    private final List<Guard> guards;

    /**
     * @param strategies the first one that answers a symptom is taken
     * @throws IllegalArgumentException if the policy names a strategy that is not among them
     */
    public Decider(Policy policy, List<Strategy> strategies) {
        this.policy = policy;
        this.strategies = List.copyOf(strategies);
        this.guards = List.of(
                new SwitchedOff(policy),
                new ProtectedNamespace(policy),
                new Outdated(),
                new OneAtATime(),
                new Cooldown(),
                new AlreadySpecial(),
                new OnlyDryRun(policy));
        Set<String> known = strategies.stream().map(Strategy::name).collect(Collectors.toCollection(TreeSet::new));
        // Decided about elsewhere, as no request asks for it.
        known.add(Policy.RELIEVE_MEMORY);
        for (String name : policy.modes().keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "modes names the strategy '" + name + "', which does not exist; there are " + known);
            }
        }
    }

    /** With the strategies that come along. */
    public static Decider of(Policy policy) {
        return new Decider(policy, List.of(new Invalidate(), new ServeStale(policy.serveStaleFor())));
    }

    /**
     * @param nowMs when the decision takes effect, epoch milliseconds: later than the request by what Kafka and a backlog
     *     took
     */
    public Decision decide(OptimizationRequest request, Situation situation, long nowMs) {
        Diagnosis diagnosis = Diagnosis.of(request);
        Optional<Strategy> cure = strategies.stream()
                .filter(strategy -> strategy.answers().contains(diagnosis.symptom()))
                .findFirst();
        String namespace = diagnosis.namespace();
        if (cure.isEmpty() || namespace == null) {
            return new Decline(request, diagnosis.symptom().label(), diagnosis.words());
        }
        CacheControl last = situation.steered(namespace).orElse(null);
        NamespaceControl control = new NamespaceControl(namespace, last, nowMs);
        return decide(new Proposal(request, diagnosis, cure.get(), control), situation);
    }

    private Decision decide(Proposal proposal, Situation situation) {
        for (Guard guard : guards) {
            Optional<Objection> objection = guard.against(proposal, situation);
            if (objection.isPresent()) {
                String reason =
                        proposal.diagnosis().words() + " " + objection.get().words();
                return new Decline(proposal.request(), objection.get().kind(), reason);
            }
        }
        return new Act(action(proposal));
    }

    private Action action(Proposal proposal) {
        OptimizationRequest request = proposal.request();
        Strategy strategy = proposal.strategy();
        String id = ActionId.of(request, strategy.name());
        return new Action(
                id,
                strategy.name(),
                strategy.temporary(),
                proposal.diagnosis().objective(),
                request.id(),
                request.alert().id(),
                request.service(),
                request.endpoint(),
                proposal.namespace(),
                strategy.treatment(proposal.control()),
                policy.staging(),
                proposal.diagnosis().words(),
                Before.of(request.metrics(), proposal.namespace()),
                proposal.now());
    }
}

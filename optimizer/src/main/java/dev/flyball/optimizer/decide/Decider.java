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
    /** Nothing is done so that doing nothing can be compared, too. */
    private static final String HELD_OUT = "held-out";

    private final Policy policy;
    private final List<OptimizationStrategy> strategies;
    private final Chooser chooser;
    private final List<Guard> guards;

    /**
     * @param strategies in the order in which they are preferred without further knowledge
     * @param chooser picks one of those that answer a symptom
     * @throws IllegalArgumentException if the policy names a strategy that is not among them
     */
    public Decider(Policy policy, List<OptimizationStrategy> strategies, Chooser chooser) {
        this.policy = policy;
        this.strategies = List.copyOf(strategies);
        this.chooser = chooser;
        this.guards = List.of(
                new SwitchedOff(policy),
                new ProtectedNamespace(policy),
                new Outdated(),
                new OneAtATime(),
                new Cooldown(),
                new AlreadySpecial(),
                new OnlyDryRun(policy));
        Set<String> known =
                strategies.stream().map(OptimizationStrategy::name).collect(Collectors.toCollection(TreeSet::new));
        for (String name : policy.modes().keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "modes names the strategy '" + name + "', which does not exist; there are " + known);
            }
        }
    }

    /** With the strategies that come along. */
    public static Decider of(Policy policy) {
        return new Decider(policy, List.of(new Invalidate(), new ServeStale(policy.serveStaleFor())), Chooser.FIRST);
    }

    /**
     * @param nowMs when the decision takes effect, epoch milliseconds: later than the request by what Kafka and a backlog
     *     took
     */
    public Decision decide(OptimizationRequest request, Situation situation, long nowMs) {
        Diagnosis diagnosis = Diagnosis.of(request);
        List<OptimizationStrategy> candidates = strategies.stream()
                .filter(strategy -> strategy.answers().contains(diagnosis.symptom()))
                .toList();
        String namespace = diagnosis.namespace();
        if (candidates.isEmpty() || namespace == null) {
            return new Decline(request, diagnosis.symptom().label(), diagnosis.words());
        }
        Choice choice = chooser.choose(diagnosis, candidates, situation);
        if (choice.strategy().isEmpty()) {
            return new Decline(request, HELD_OUT, diagnosis.words() + " " + choice.words());
        }
        CacheControl last = situation.steered(namespace).orElse(null);
        NamespaceControl control = new NamespaceControl(namespace, last, nowMs);
        return decide(new Proposal(request, diagnosis, choice.strategy().get(), control), situation);
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
        OptimizationStrategy strategy = proposal.strategy();
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

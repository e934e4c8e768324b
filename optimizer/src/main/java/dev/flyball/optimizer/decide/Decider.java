package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Action;
import dev.flyball.optimizer.action.Before;
import dev.flyball.optimizer.action.NamespaceControl;
import dev.flyball.optimizer.decide.Guard.Objection;
import dev.flyball.optimizer.learn.Selector;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
     * @param chooser picks one of those that answer a symptom and that nothing speaks against
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
        return new Decider(
                policy,
                List.of(new Invalidate(), new ServeStale(policy.serveStaleFor())),
                new Learned(new Selector(policy.holdOut())));
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
        CacheControl last = situation.steered(namespace).orElse(null);
        NamespaceControl control = new NamespaceControl(namespace, last, nowMs);
        List<OptimizationStrategy> allowed = new ArrayList<>();
        List<Objection> objections = new ArrayList<>();
        for (OptimizationStrategy candidate : candidates) {
            Optional<Objection> objection = objection(new Proposal(request, diagnosis, candidate, control), situation);
            objection.ifPresentOrElse(objections::add, () -> allowed.add(candidate));
        }
        if (allowed.isEmpty()) {
            Objection first = objections.get(0);
            return new Decline(request, first.kind(), diagnosis.words() + " " + first.words());
        }
        Choice choice = chooser.choose(request, diagnosis, allowed, situation);
        Selection selection = choice.selection();
        if (choice.strategy().isEmpty()) {
            String why = selection == null ? "" : " " + selection.reason();
            return new Decline(request, HELD_OUT, diagnosis.words() + why, selection);
        }
        Proposal chosen = new Proposal(request, diagnosis, choice.strategy().get(), control);
        return new Act(action(chosen, selection));
    }

    private Optional<Objection> objection(Proposal proposal, Situation situation) {
        return guards.stream()
                .map(guard -> guard.against(proposal, situation))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Action action(Proposal proposal, @Nullable Selection selection) {
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
                proposal.now(),
                selection);
    }
}

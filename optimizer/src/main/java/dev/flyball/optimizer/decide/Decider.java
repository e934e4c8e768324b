package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Action;
import dev.flyball.optimizer.action.Before;
import dev.flyball.optimizer.action.NamespaceControl;
import dev.flyball.optimizer.action.Treatment;
import dev.flyball.optimizer.decide.Guard.Objection;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheTuning;
import dev.flyball.schemas.OptimizationRequest;
import java.util.ArrayList;
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

    /** With the strategies that come along, and those of users that this class's loader finds. */
    public static Decider of(Policy policy) {
        return of(policy, StrategySettings.DEFAULT);
    }

    /** @throws IllegalArgumentException if a strategy of a user is not as it must be, or the policy names an unknown one */
    public static Decider of(Policy policy, StrategySettings settings) {
        return new Decider(policy, Strategies.load(policy, settings, Decider.class.getClassLoader()), Chooser.FIRST);
    }

    /**
     * @param nowMs when the decision takes effect, epoch milliseconds: later than the request by what Kafka and a backlog
     *     took
     */
    public Decision decide(OptimizationRequest request, Situation situation, long nowMs) {
        Diagnosis diagnosis = Diagnosis.of(request);
        String namespace = diagnosis.namespace();
        NamespaceControl control = namespace == null
                ? null
                : new NamespaceControl(namespace, situation.steered(namespace).orElse(null), nowMs);
        Case patient = new Case(request, diagnosis, control);
        Candidates candidates = Candidates.of(patient, inUse(SymptomTable.candidates(diagnosis.symptom(), strategies)));
        if (candidates.first().isEmpty()) {
            return new Decline(request, diagnosis.symptom().label(), diagnosis.words() + candidates.complaints());
        }
        Choice choice = choose(diagnosis, candidates, situation);
        if (choice.strategy().isEmpty()) {
            return new Decline(request, HELD_OUT, diagnosis.words() + " " + choice.words());
        }
        OptimizationStrategy chosen = choice.strategy().get();
        Proposal proposal = Proposal.of(patient, chosen, candidates.remedy(chosen), nowMs);
        return decide(proposal, diagnosis.words() + candidates.complaints(), situation);
    }

    /** Those that are switched off leave their place to others, and say so only if there are none. */
    private List<OptimizationStrategy> inUse(List<OptimizationStrategy> candidates) {
        List<OptimizationStrategy> on = candidates.stream()
                .filter(strategy -> policy.mode(strategy) != Mode.OFF)
                .toList();
        return on.stream().allMatch(NoAction.class::isInstance) ? candidates : on;
    }

    private Choice choose(Diagnosis diagnosis, Candidates candidates, Situation situation) {
        List<OptimizationStrategy> comparable = candidates.comparable();
        return comparable.isEmpty()
                ? new Choice(candidates.first(), "")
                : chooser.choose(diagnosis, comparable, situation);
    }

    private Decision decide(Proposal proposal, String reason, Situation situation) {
        for (Guard guard : guards(proposal.remedy())) {
            Optional<Objection> objection = guard.against(proposal, situation);
            if (objection.isPresent()) {
                return new Decline(
                        proposal.request(),
                        objection.get().kind(),
                        reason + " " + objection.get().words());
            }
        }
        return decision(proposal, reason);
    }

    private List<Guard> guards(Remedy remedy) {
        if (remedy instanceof OnKeys) {
            return guards;
        }
        List<Guard> unmeasured = new ArrayList<>(List.of(new SwitchedOff(policy), new Outdated()));
        if (remedy.isOnCache()) {
            unmeasured.addAll(List.of(new ProtectedNamespace(policy), new OneAtATime(), new AlreadySpecial()));
        }
        if (!(remedy instanceof OnInstances)) {
            unmeasured.add(new Cooldown());
        }
        unmeasured.add(new OnlyAuto(policy));
        return unmeasured;
    }

    private Decision decision(Proposal proposal, String reason) {
        OptimizationRequest request = proposal.request();
        String strategy = proposal.strategy().name();
        Remedy remedy = proposal.remedy();
        if (remedy instanceof OnKeys keys) {
            return new Act(action(proposal, keys.treatment(), reason));
        } else if (remedy instanceof OnMemory memory) {
            CacheControl control = proposal.control()
                    .atOnce(
                            CacheTuning.ofMemoryShare(memory.share()),
                            memory.lasts(),
                            ActionId.of(request, strategy),
                            reason);
            return new Order(request, strategy, control, reason, proposal.now());
        } else if (remedy instanceof OnInstances instances) {
            String advice = reason + " Recommended: " + instances.advice() + ".";
            return new Recommend(request, strategy, instances.scaling(), advice, proposal.now());
        }
        return new CallOut(Errand.of(request, proposal.diagnosis(), reason, proposal.now()));
    }

    private Action action(Proposal proposal, Treatment treatment, String reason) {
        OptimizationRequest request = proposal.request();
        OptimizationStrategy strategy = proposal.strategy();
        String id = ActionId.of(request, strategy.name());
        return new Action(
                id,
                strategy.name(),
                treatment.isTemporary(),
                proposal.diagnosis().objective(),
                request.id(),
                request.alert().id(),
                request.service(),
                request.endpoint(),
                proposal.namespace(),
                treatment,
                policy.staging(),
                reason,
                Before.of(request.metrics(), proposal.namespace()),
                proposal.now());
    }
}

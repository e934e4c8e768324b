package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Action;
import dev.flyball.optimizer.action.Before;
import dev.flyball.optimizer.action.NamespaceControl;
import dev.flyball.optimizer.action.Staging;
import dev.flyball.optimizer.action.Treatment;
import dev.flyball.optimizer.decide.Guard.Objection;
import dev.flyball.optimizer.learn.Selector;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheTuning;
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
    /** Of a proposal that its diagnosis does not stand for any more. */
    public static final String CHANGED = "changed";

    /** Nothing is done so that doing nothing can be compared, too. */
    private static final String HELD_OUT = "held-out";

    private final Policy policy;
    private final List<OptimizationStrategy> strategies;
    private final Chooser chooser;
    private final Guards guards;

    /**
     * @param strategies in the order in which they are preferred without further knowledge
     * @param chooser picks one of those that answer a symptom and that nothing speaks against
     * @throws IllegalArgumentException if the policy names a strategy that is not among them
     */
    public Decider(Policy policy, List<OptimizationStrategy> strategies, Chooser chooser) {
        this.policy = policy;
        this.strategies = List.copyOf(strategies);
        this.chooser = chooser;
        this.guards = new Guards(policy);
        Set<String> known =
                strategies.stream().map(OptimizationStrategy::name).collect(Collectors.toCollection(TreeSet::new));
        // Decided about elsewhere, as no request asks for it.
        known.add(Policy.RELIEVE_MEMORY);
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
        return new Decider(
                policy,
                Strategies.load(policy, settings, Decider.class.getClassLoader()),
                new Learned(new Selector(policy.holdOut())));
    }

    /**
     * @param nowMs when the decision takes effect, epoch milliseconds: later than the request by what Kafka and a backlog
     *     took
     */
    public Decision decide(OptimizationRequest request, Situation situation, long nowMs) {
        Case patient = patient(request, situation, nowMs);
        Diagnosis diagnosis = patient.diagnosis();
        Candidates candidates = Candidates.of(patient, inUse(SymptomTable.candidates(diagnosis.symptom(), strategies)));
        String reason = diagnosis.words() + candidates.complaints();
        List<Proposal> allowed = new ArrayList<>();
        List<Objection> objections = new ArrayList<>();
        for (OptimizationStrategy candidate : candidates.worthTrying()) {
            Proposal proposal = Proposal.of(patient, candidate, candidates.remedy(candidate), nowMs);
            guards.against(proposal, situation).ifPresentOrElse(objections::add, () -> allowed.add(proposal));
        }
        if (!allowed.isEmpty()) {
            return choose(patient, allowed, reason, situation);
        }
        return objections.isEmpty()
                ? new Decline(request, diagnosis.symptom().label(), reason)
                : declined(request, reason, objections.get(0));
    }

    /**
     * Whether what was proposed begins now that somebody has approved it: by the newest figures, and with the same
     * questions asked again.
     *
     * @param approval who approved and why, as a full sentence
     */
    public Decision approved(Pending pending, String approval, Situation situation, long nowMs) {
        OptimizationRequest request = pending.newest();
        Action proposed = pending.action();
        Case patient = patient(request, situation, nowMs);
        Diagnosis diagnosis = patient.diagnosis();
        List<OptimizationStrategy> same = SymptomTable.candidates(diagnosis.symptom(), strategies).stream()
                .filter(strategy -> strategy.name().equals(proposed.strategy()))
                .toList();
        Candidates candidates = Candidates.of(patient, same);
        if (candidates.comparable().isEmpty() || !proposed.namespace().equals(diagnosis.namespace())) {
            return new Decline(request, CHANGED, "Things have changed since it was proposed. " + diagnosis.words());
        }
        OptimizationStrategy strategy = same.get(0);
        Proposal proposal = Proposal.of(patient, strategy, candidates.remedy(strategy), nowMs);
        return guards.againstApproved(proposal, situation)
                .<Decision>map(objection -> declined(request, diagnosis.words(), objection))
                .orElseGet(() -> new Act(proposed.renewed(
                        request.id(),
                        treatment(proposal),
                        staging(proposal),
                        approvedWords(proposed, diagnosis, approval),
                        Before.of(request.metrics(), proposal.namespace()),
                        nowMs)));
    }

    private static Case patient(OptimizationRequest request, Situation situation, long nowMs) {
        Diagnosis diagnosis = Diagnosis.of(request);
        String namespace = diagnosis.namespace();
        CacheControl last =
                namespace == null ? null : situation.steered(namespace).orElse(null);
        return new Case(request, diagnosis, namespace == null ? null : new NamespaceControl(namespace, last, nowMs));
    }

    /** Those that are switched off leave their place to others, and say so only if there are none. */
    private List<OptimizationStrategy> inUse(List<OptimizationStrategy> candidates) {
        List<OptimizationStrategy> on = candidates.stream()
                .filter(strategy -> policy.mode(strategy) != Mode.OFF)
                .toList();
        return on.stream().allMatch(NoAction.class::isInstance) ? candidates : on;
    }

    /** What is done to keys can be compared, and chosen by what has helped; of the rest, the first one counts. */
    private Decision choose(Case patient, List<Proposal> allowed, String reason, Situation situation) {
        if (!(allowed.get(0).remedy() instanceof OnKeys)) {
            return decision(allowed.get(0), reason, null);
        }
        Choice choice = chooser.choose(
                patient.request(),
                patient.diagnosis(),
                allowed.stream().map(Proposal::strategy).toList(),
                situation);
        Selection selection = choice.selection();
        return allowed.stream()
                .filter(proposal -> choice.strategy().equals(Optional.of(proposal.strategy())))
                .findFirst()
                .map(proposal -> decision(proposal, reason, selection))
                .orElseGet(() -> heldOut(patient.request(), reason, selection));
    }

    private static Decline heldOut(OptimizationRequest request, String reason, @Nullable Selection selection) {
        String why = selection == null ? "" : " " + selection.reason();
        return new Decline(request, HELD_OUT, reason + why, selection);
    }

    private static Decline declined(OptimizationRequest request, String reason, Objection objection) {
        return new Decline(request, objection.kind(), reason + " " + objection.words());
    }

    private Decision decision(Proposal proposal, String reason, @Nullable Selection selection) {
        OptimizationRequest request = proposal.request();
        String strategy = proposal.strategy().name();
        Remedy remedy = proposal.remedy();
        if (remedy instanceof OnKeys) {
            return actOrPropose(proposal, action(proposal, reason, selection));
        } else if (remedy instanceof OnMemory memory) {
            CacheControl control = proposal.control()
                    .atOnce(
                            CacheTuning.ofMemoryShare(memory.share()),
                            memory.lasts(),
                            ActionId.of(request, strategy),
                            reason);
            return new Steer(request, strategy, control, reason, proposal.now());
        } else if (remedy instanceof OnInstances instances) {
            String advice = reason + " Recommended: " + instances.advice() + ".";
            return new Recommend(request, strategy, instances.scaling(), advice, proposal.now());
        }
        return new CallOut(Errand.of(request, proposal.diagnosis(), reason, proposal.now()));
    }

    private Decision actOrPropose(Proposal proposal, Action action) {
        long until = proposal.now() + policy.approvalWithin().toMillis();
        return policy.mode(proposal.strategy()) == Mode.APPROVE
                ? new Propose(
                        new Pending(action, proposal.request(), until),
                        proposal.remedy().words())
                : new Act(action);
    }

    private Action action(Proposal proposal, String reason, @Nullable Selection selection) {
        OptimizationRequest request = proposal.request();
        String strategy = proposal.strategy().name();
        Treatment treatment = treatment(proposal);
        return new Action(
                ActionId.of(request, strategy),
                strategy,
                treatment.isTemporary(),
                proposal.diagnosis().objective(),
                request.id(),
                request.alert().id(),
                request.service(),
                request.endpoint(),
                proposal.namespace(),
                treatment,
                staging(proposal),
                reason,
                Before.of(request.metrics(), proposal.namespace()),
                proposal.now(),
                selection);
    }

    private static Treatment treatment(Proposal proposal) {
        return proposal.remedy() instanceof OnKeys keys ? keys.treatment() : Treatment.NONE;
    }

    /** As the policy has it, with a smaller first stage if the origin could not take it. */
    private Staging staging(Proposal proposal) {
        return treatment(proposal).invalidates()
                ? policy.staging()
                        .beginningWith(OriginForecast.of(proposal, policy.originHeadroom())
                                .mostPermille())
                : policy.staging();
    }

    private static String approvedWords(Action proposed, Diagnosis diagnosis, String approval) {
        String before =
                proposed.reason().equals(diagnosis.words()) ? "" : " When it was proposed: " + proposed.reason();
        return diagnosis.words() + before + " " + approval;
    }
}

package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Action;
import dev.flyball.optimizer.action.Before;
import dev.flyball.optimizer.action.NamespaceControl;
import dev.flyball.optimizer.action.Staging;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides about requests for help: diagnosis, cure, guards. A function of the request, the policy and the situation. */
public final class Decider {
    /** Nothing is done so that doing nothing can be compared, too. */
    private static final String HELD_OUT = "held-out";
    /** Of a proposal that its diagnosis does not stand for any more. */
    public static final String CHANGED = "changed";

    private final Policy policy;
    private final List<OptimizationStrategy> strategies;
    private final Chooser chooser;
    /** Of a request that somebody is to be helped with now, and of one whose proposal was approved. */
    private final List<Guard> guards;

    private final List<Guard> guardsOfApproved;

    /**
     * @param strategies in the order in which they are preferred without further knowledge
     * @param chooser picks one of those that answer a symptom and that nothing speaks against
     * @throws IllegalArgumentException if the policy names a strategy that is not among them
     */
    public Decider(Policy policy, List<OptimizationStrategy> strategies, Chooser chooser) {
        this.policy = policy;
        this.strategies = List.copyOf(strategies);
        this.chooser = chooser;
        this.guards = guards(Outdated.ASKED, new AlreadyProposed());
        this.guardsOfApproved = guards(Outdated.APPROVED);
        Set<String> known =
                strategies.stream().map(OptimizationStrategy::name).collect(Collectors.toCollection(TreeSet::new));
        for (String name : policy.modes().keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "modes names the strategy '" + name + "', which does not exist; there are " + known);
            }
        }
    }

    private List<Guard> guards(Guard... first) {
        return Stream.concat(
                        Stream.of(new SwitchedOff(policy), new ProtectedNamespace(policy), new Frozen()),
                        Stream.concat(
                                Stream.of(first),
                                Stream.of(
                                        new SystemicBrake(),
                                        new OneAtATime(),
                                        new Cooldown(),
                                        new SpentBudget(policy.budget()),
                                        new AlreadySpecial(),
                                        new OriginHeadroom(policy),
                                        new OnlyDryRun(policy))))
                .toList();
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
        List<Proposal> allowed = new ArrayList<>();
        List<Objection> objections = new ArrayList<>();
        for (OptimizationStrategy candidate : candidates) {
            Proposal proposal = proposal(request, diagnosis, candidate, namespace, situation, nowMs);
            objection(guards, proposal, situation).ifPresentOrElse(objections::add, () -> allowed.add(proposal));
        }
        return allowed.isEmpty()
                ? declined(request, diagnosis, objections.get(0))
                : chosen(request, diagnosis, allowed, situation);
    }

    private Decision chosen(
            OptimizationRequest request, Diagnosis diagnosis, List<Proposal> allowed, Situation situation) {
        Choice choice = chooser.choose(
                request, diagnosis, allowed.stream().map(Proposal::strategy).toList(), situation);
        Selection selection = choice.selection();
        return allowed.stream()
                .filter(proposal -> choice.strategy().equals(Optional.of(proposal.strategy())))
                .findFirst()
                .map(proposal -> allowed(proposal, selection))
                .orElseGet(() -> heldOut(request, diagnosis, selection));
    }

    private static Decline heldOut(OptimizationRequest request, Diagnosis diagnosis, @Nullable Selection selection) {
        String why = selection == null ? "" : " " + selection.reason();
        return new Decline(request, HELD_OUT, diagnosis.words() + why, selection);
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
        Diagnosis diagnosis = Diagnosis.of(request);
        Optional<OptimizationStrategy> strategy = strategies.stream()
                .filter(known -> known.name().equals(proposed.strategy()))
                .filter(known -> known.answers().contains(diagnosis.symptom()))
                .findFirst();
        if (strategy.isEmpty() || !proposed.namespace().equals(diagnosis.namespace())) {
            return new Decline(request, CHANGED, "Things have changed since it was proposed. " + diagnosis.words());
        }
        Proposal proposal = proposal(request, diagnosis, strategy.get(), proposed.namespace(), situation, nowMs);
        return objection(guardsOfApproved, proposal, situation)
                .<Decision>map(objection -> declined(request, diagnosis, objection))
                .orElseGet(() -> new Act(proposed.renewed(
                        request.id(),
                        strategy.get().treatment(proposal.control()),
                        staging(proposal),
                        approvedWords(proposed, diagnosis, approval),
                        Before.of(request.metrics(), proposal.namespace()),
                        nowMs)));
    }

    private static String approvedWords(Action proposed, Diagnosis diagnosis, String approval) {
        String before =
                proposed.reason().equals(diagnosis.words()) ? "" : " When it was proposed: " + proposed.reason();
        return diagnosis.words() + before + " " + approval;
    }

    private static Proposal proposal(
            OptimizationRequest request,
            Diagnosis diagnosis,
            OptimizationStrategy strategy,
            String namespace,
            Situation situation,
            long nowMs) {
        CacheControl last = situation.steered(namespace).orElse(null);
        return new Proposal(request, diagnosis, strategy, new NamespaceControl(namespace, last, nowMs));
    }

    private static Optional<Objection> objection(List<Guard> guards, Proposal proposal, Situation situation) {
        return guards.stream()
                .flatMap(guard -> guard.against(proposal, situation).stream())
                .findFirst();
    }

    private static Decline declined(OptimizationRequest request, Diagnosis diagnosis, Objection objection) {
        return new Decline(request, objection.kind(), diagnosis.words() + " " + objection.words());
    }

    private Decision allowed(Proposal proposal, @Nullable Selection selection) {
        Action action = action(proposal, selection);
        return policy.mode(proposal.strategy()) == Mode.APPROVE
                ? new Propose(
                        new Pending(
                                action,
                                proposal.request(),
                                proposal.now() + policy.approvalWithin().toMillis()),
                        proposal.strategy().words(proposal.namespace()))
                : new Act(action);
    }

    /** As the policy has it, with a smaller first stage if the origin could not take it. */
    private Staging staging(Proposal proposal) {
        return proposal.strategy().treatment(proposal.control()).invalidates()
                ? policy.staging()
                        .beginningWith(OriginForecast.of(proposal, policy.originHeadroom())
                                .mostPermille())
                : policy.staging();
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
                staging(proposal),
                proposal.diagnosis().words(),
                Before.of(request.metrics(), proposal.namespace()),
                proposal.now(),
                selection);
    }
}

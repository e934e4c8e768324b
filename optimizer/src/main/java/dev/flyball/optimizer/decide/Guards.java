package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.decide.Guard.Objection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The guards that a remedy has to pass, in the order in which they are asked; the first objection counts. */
final class Guards {
    private final Policy policy;
    private final List<Guard> onKeys;
    private final List<Guard> onKeysApproved;

    Guards(Policy policy) {
        this.policy = policy;
        this.onKeys = onKeys(Stream.of(Outdated.ASKED, new AlreadyProposed()));
        this.onKeysApproved = onKeys(Stream.of(Outdated.APPROVED));
    }

    /** What speaks against it when it is asked for; empty for nothing. */
    Optional<Objection> against(Proposal proposal, Situation situation) {
        List<Guard> guards = proposal.remedy() instanceof OnKeys ? onKeys : unmeasured(proposal.remedy());
        return first(guards, proposal, situation);
    }

    /** What speaks against it when somebody has approved it; empty for nothing. */
    Optional<Objection> againstApproved(Proposal proposal, Situation situation) {
        return first(onKeysApproved, proposal, situation);
    }

    private static Optional<Objection> first(List<Guard> guards, Proposal proposal, Situation situation) {
        return guards.stream()
                .flatMap(guard -> guard.against(proposal, situation).stream())
                .findFirst();
    }

    private List<Guard> onKeys(Stream<Guard> own) {
        Stream<Guard> first = Stream.of(new SwitchedOff(policy), new ProtectedNamespace(policy), new Frozen());
        Stream<Guard> last = Stream.of(
                new SystemicBrake(),
                new OneAtATime(),
                new Cooldown(),
                new SpentBudget(policy.budget()),
                new AlreadySpecial(),
                new OriginHeadroom(policy),
                new OnlyDryRun(policy));
        return Stream.of(first, own, last).flatMap(guards -> guards).toList();
    }

    /** Of what has no control group. A recommendation changes nothing, so it needs hardly any. */
    private List<Guard> unmeasured(Remedy remedy) {
        Stream<Guard> always = Stream.of(new SwitchedOff(policy), Outdated.ASKED);
        Stream<Guard> onCache = remedy.isOnCache()
                ? Stream.of(
                        new ProtectedNamespace(policy), new AlreadyProposed(), new OneAtATime(), new AlreadySpecial())
                : Stream.empty();
        Stream<Guard> doing = remedy instanceof OnInstances
                ? Stream.empty()
                : Stream.of(new Frozen(), new SystemicBrake(), new Cooldown());
        return Stream.of(always, onCache, doing, Stream.<Guard>of(new OnlyAuto(policy)))
                .flatMap(guards -> guards)
                .toList();
    }
}

package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Staging;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the optimizer may do, how often, and to how much at once.
 *
 * @param defaultMode of strategies that {@code modes} does not name
 * @param modes by name of the strategy
 * @param protectedNamespaces never touched
 * @param cooldown how long a namespace is left alone after an action; doubled each time one did not help
 * @param longestCooldown no cooldown is longer
 * @param serveStaleFor how long stale values are served at a time, once that has proven to help
 * @param staging how an action is spread over the keys
 * @param holdOut the share of requests, at least, for which nothing is done on purpose, 0 to 0.5
 * @param approvalWithin how long a proposal waits for approval
 * @param budget how many actions begin in an hour
 * @param originHeadroom how much more an origin may be asked by the first step of an action, as a multiple of what it is
 *     asked already
 */
public record Policy(
        Mode defaultMode,
        Map<String, Mode> modes,
        Set<String> protectedNamespaces,
        Duration cooldown,
        Duration longestCooldown,
        Duration serveStaleFor,
        Staging staging,
        double holdOut,
        Duration approvalWithin,
        Budget budget,
        double originHeadroom) {
    /** What is done for a Redis that is short of memory: no strategy, as it helps no endpoint, but it has a mode. */
    public static final String RELIEVE_MEMORY = "relieve-memory";

    private static final Duration LONGEST = Duration.ofDays(7);
    private static final double MOST_HEADROOM = 1000;

    public Policy {
        modes = Map.copyOf(modes);
        protectedNamespaces = Set.copyOf(protectedNamespaces);
        atLeast("cooldown", cooldown, Duration.ZERO);
        atLeast("longestCooldown", longestCooldown, cooldown);
        atLeast("serveStaleFor", serveStaleFor, Duration.ofSeconds(1));
        atLeast("approvalWithin", approvalWithin, Duration.ofSeconds(1));
        upTo("originHeadroom", originHeadroom, MOST_HEADROOM);
    }

    /** Says what it would do, and does nothing. */
    public static Policy defaults() {
        return new Policy(
                Mode.DRY_RUN,
                Map.of(),
                Set.of(),
                Duration.ofMinutes(5),
                Duration.ofHours(4),
                Duration.ofMinutes(2),
                Staging.DEFAULT,
                0.1,
                Duration.ofMinutes(15),
                Budget.DEFAULT,
                1);
    }

    public Mode mode(OptimizationStrategy strategy) {
        return mode(strategy.name());
    }

    /** @param strategy its name */
    public Mode mode(String strategy) {
        return modes.getOrDefault(strategy, defaultMode);
    }

    public Policy withDefaultMode(Mode mode) {
        return with(draft -> draft.defaultMode = mode);
    }

    public Policy withMode(String strategy, Mode mode) {
        Map<String, Mode> next = new HashMap<>(modes);
        next.put(strategy, mode);
        return withModes(next);
    }

    public Policy withModes(Map<String, Mode> byStrategy) {
        return with(draft -> draft.modes = byStrategy);
    }

    public Policy withProtectedNamespaces(Set<String> namespaces) {
        return with(draft -> draft.protectedNamespaces = namespaces);
    }

    public Policy withCooldown(Duration duration) {
        return with(draft -> draft.cooldown = duration);
    }

    public Policy withCooldown(Duration duration, Duration longest) {
        return with(draft -> {
            draft.cooldown = duration;
            draft.longestCooldown = longest;
        });
    }

    public Policy withServeStaleFor(Duration duration) {
        return with(draft -> draft.serveStaleFor = duration);
    }

    public Policy withStaging(Staging other) {
        return with(draft -> draft.staging = other);
    }

    public Policy withHoldOut(double share) {
        return with(draft -> draft.holdOut = share);
    }

    public Policy withApprovalWithin(Duration duration) {
        return with(draft -> draft.approvalWithin = duration);
    }

    public Policy withBudget(Budget other) {
        return with(draft -> draft.budget = other);
    }

    public Policy withOriginHeadroom(double multiple) {
        return with(draft -> draft.originHeadroom = multiple);
    }

    private Policy with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.policy();
    }

    private static void atLeast(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + " must be from " + least + " to " + LONGEST + ", but is " + value);
        }
    }

    private static void upTo(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException(name + " must be from 0 to " + most + ", but is " + value);
        }
    }

    /** One that is being changed. */
    private static final class Draft {
        private Mode defaultMode;
        private Map<String, Mode> modes;
        private Set<String> protectedNamespaces;
        private Duration cooldown;
        private Duration longestCooldown;
        private Duration serveStaleFor;
        private Staging staging;
        private double holdOut;
        private Duration approvalWithin;
        private Budget budget;
        private double originHeadroom;

        Draft(Policy from) {
            defaultMode = from.defaultMode;
            modes = from.modes;
            protectedNamespaces = from.protectedNamespaces;
            cooldown = from.cooldown;
            longestCooldown = from.longestCooldown;
            serveStaleFor = from.serveStaleFor;
            staging = from.staging;
            holdOut = from.holdOut;
            approvalWithin = from.approvalWithin;
            budget = from.budget;
            originHeadroom = from.originHeadroom;
        }

        Policy policy() {
            return new Policy(
                    defaultMode,
                    modes,
                    protectedNamespaces,
                    cooldown,
                    longestCooldown,
                    serveStaleFor,
                    staging,
                    holdOut,
                    approvalWithin,
                    budget,
                    originHeadroom);
        }
    }
}

package dev.flyball.optimizer.decide;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the optimizer may do, how often, and how long it looks at what came of it. All durations are event time.
 *
 * @param defaultMode of strategies that {@code modes} does not name
 * @param modes by name of the strategy
 * @param protectedNamespaces never touched
 * @param cooldown how long a namespace is left alone after an action; doubled each time one did not help
 * @param longestCooldown no cooldown is longer
 * @param settle time from a change until it counts. The default covers the way of a control record to the apps, about
 *     2 s, and the 3 s after which an instance that has not heard of it stops trusting its memory
 * @param deadline time from a change until it has to be judged, longer than {@code settle}
 * @param minSamples requests needed for a verdict
 * @param serveStaleFor how long stale values are served at a time, at least as long as {@code deadline}, since
 *     otherwise the end of the change would be judged along with it
 */
public record Policy(
        Mode defaultMode,
        Map<String, Mode> modes,
        Set<String> protectedNamespaces,
        Duration cooldown,
        Duration longestCooldown,
        Duration settle,
        Duration deadline,
        long minSamples,
        Duration serveStaleFor) {
    private static final Duration LONGEST = Duration.ofDays(7);

    public Policy {
        modes = Map.copyOf(modes);
        protectedNamespaces = Set.copyOf(protectedNamespaces);
        atLeast("cooldown", cooldown, Duration.ZERO);
        atLeast("longestCooldown", longestCooldown, cooldown);
        atLeast("settle", settle, Duration.ZERO);
        // One window of the metrics, 10 s, has to fit in between wherever its borders lie.
        atLeast("deadline", deadline, settle.plusSeconds(20));
        atLeast("serveStaleFor", serveStaleFor, deadline);
        if (minSamples < 1) {
            throw new IllegalArgumentException("minSamples must be 1 or more: " + minSamples);
        }
    }

    /** Says what it would do, and does nothing. */
    public static Policy defaults() {
        return new Policy(
                Mode.DRY_RUN,
                Map.of(),
                Set.of(),
                Duration.ofMinutes(5),
                Duration.ofHours(4),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                20,
                Duration.ofMinutes(2));
    }

    public Mode mode(Strategy strategy) {
        return modes.getOrDefault(strategy.name(), defaultMode);
    }

    public Policy withDefaultMode(Mode mode) {
        return new Policy(
                mode,
                modes,
                protectedNamespaces,
                cooldown,
                longestCooldown,
                settle,
                deadline,
                minSamples,
                serveStaleFor);
    }

    public Policy withMode(String strategy, Mode mode) {
        Map<String, Mode> next = new HashMap<>(modes);
        next.put(strategy, mode);
        return new Policy(
                defaultMode,
                next,
                protectedNamespaces,
                cooldown,
                longestCooldown,
                settle,
                deadline,
                minSamples,
                serveStaleFor);
    }

    public Policy withProtectedNamespaces(Set<String> namespaces) {
        return new Policy(
                defaultMode, modes, namespaces, cooldown, longestCooldown, settle, deadline, minSamples, serveStaleFor);
    }

    public Policy withCooldown(Duration duration) {
        return new Policy(
                defaultMode,
                modes,
                protectedNamespaces,
                duration,
                longestCooldown,
                settle,
                deadline,
                minSamples,
                serveStaleFor);
    }

    private static void atLeast(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + " must be from " + least + " to " + LONGEST + ", but is " + value);
        }
    }
}

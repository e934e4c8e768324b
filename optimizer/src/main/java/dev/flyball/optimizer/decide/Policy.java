package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Staging;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

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
 */
public record Policy(
        Mode defaultMode,
        Map<String, Mode> modes,
        Set<String> protectedNamespaces,
        Duration cooldown,
        Duration longestCooldown,
        Duration serveStaleFor,
        Staging staging) {
    /** What is done for a Redis that is short of memory: no strategy, as it helps no endpoint, but it has a mode. */
    public static final String RELIEVE_MEMORY = "relieve-memory";

    private static final Duration LONGEST = Duration.ofDays(7);

    public Policy {
        modes = Map.copyOf(modes);
        protectedNamespaces = Set.copyOf(protectedNamespaces);
        atLeast("cooldown", cooldown, Duration.ZERO);
        atLeast("longestCooldown", longestCooldown, cooldown);
        atLeast("serveStaleFor", serveStaleFor, Duration.ofSeconds(1));
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
                Staging.DEFAULT);
    }

    public Mode mode(Strategy strategy) {
        return mode(strategy.name());
    }

    /** @param strategy its name */
    public Mode mode(String strategy) {
        return modes.getOrDefault(strategy, defaultMode);
    }

    public Policy withDefaultMode(Mode mode) {
        return new Policy(mode, modes, protectedNamespaces, cooldown, longestCooldown, serveStaleFor, staging);
    }

    public Policy withMode(String strategy, Mode mode) {
        Map<String, Mode> next = new HashMap<>(modes);
        next.put(strategy, mode);
        return new Policy(defaultMode, next, protectedNamespaces, cooldown, longestCooldown, serveStaleFor, staging);
    }

    public Policy withProtectedNamespaces(Set<String> namespaces) {
        return new Policy(defaultMode, modes, namespaces, cooldown, longestCooldown, serveStaleFor, staging);
    }

    public Policy withCooldown(Duration duration) {
        return new Policy(defaultMode, modes, protectedNamespaces, duration, longestCooldown, serveStaleFor, staging);
    }

    public Policy withStaging(Staging other) {
        return new Policy(defaultMode, modes, protectedNamespaces, cooldown, longestCooldown, serveStaleFor, other);
    }

    private static void atLeast(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + " must be from " + least + " to " + LONGEST + ", but is " + value);
        }
    }
}

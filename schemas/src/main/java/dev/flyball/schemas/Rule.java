package dev.flyball.schemas;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When an endpoint counts as bad, which endpoints are meant, and what becomes of it. Each of its matches may have a
 * condition of its own; of those that fit an endpoint the most specific counts.
 */
@Doc("When an endpoint counts as bad, which endpoints are meant, and what becomes of it.")
public record Rule(
        @Doc("Version of this format.") int schemaVersion,

        @Doc("Name of the rule, unique: letters, digits, spaces, '.', '_', '/' and '-', 100 at most.")
        String name,

        @Doc("Number of this version of the rule; the highest counts.")
        long version,

        @Doc("Event time from which this version counts, epoch milliseconds.")
        long validFrom,

        @Doc("Whether it is decided at all; false switches off a rule that is built in, too.")
        boolean enabled,

        @Doc("When it holds.") Condition condition,

        @Doc("Which endpoints are meant, 1 to 100; of several that fit, the most specific counts.")
        List<Match> match,

        @Doc("How long the rule must hold before the alert fires, milliseconds.")
        long forMs,

        @Doc("How long the rule must not hold before a firing alert is resolved, milliseconds.")
        long keepFiringMs,

        @Doc("Severity of the alert.") Severity severity,
        @Doc("Who answers for the rule.") @Nullable String owner,
        @Doc("Labels that its alerts carry.") Map<String, String> labels) {
    public static final int SCHEMA_VERSION = 2;

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._/-]{0,99}");
    private static final int MOST_MATCHES = 100;

    /**
     * Endpoints that a rule is about.
     *
     * @param service glob over services
     * @param endpoint glob over operations
     * @param enabled whether the rule is decided for them
     * @param condition when the rule holds for them, of the same kind as the rule's; missing for the rule's own
     */
    @Doc("Endpoints that a rule is about.")
    public record Match(
            @Doc("Glob over services.") String service,
            @Doc("Glob over operations.") String endpoint,
            @Doc("Whether the rule is decided for them.") boolean enabled,

            @Doc("When the rule holds for them, of the same kind as the rule's own; missing for that one.") @Nullable
            Condition condition) {
        /** Every endpoint of every service. */
        public static final Match ALL = new Match("*", "*", true, null);

        private static final int LONGEST_GLOB = 500;

        public Match {
            Objects.requireNonNull(service, "service");
            Objects.requireNonNull(endpoint, "endpoint");
            Faults.unless(
                    service.length() <= LONGEST_GLOB && endpoint.length() <= LONGEST_GLOB,
                    "a glob must have " + LONGEST_GLOB + " characters at most");
        }
    }

    public Rule {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(match, "match");
        Objects.requireNonNull(severity, "severity");
        match = List.copyOf(match);
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        unless(
                NAME.matcher(name).matches(),
                name,
                "name must be letters, digits, spaces, '.', '_', '/' and '-', 100 at most");
        unless(!match.isEmpty() && match.size() <= MOST_MATCHES, name, "match must have 1 to 100: " + match.size());
        for (Match one : match) {
            Condition own = one.condition();
            unless(
                    own == null || own.getClass() == condition.getClass(),
                    name,
                    "what a match says must be of the same kind as what the rule says");
        }
        unless(forMs >= 0, name, "for must be 0 or more: " + forMs + " ms");
        unless(keepFiringMs >= 0, name, "keepFiring must be 0 or more: " + keepFiringMs + " ms");
    }

    /** How far back it looks, over all its conditions: window lengths in milliseconds, ascending. */
    public Set<Long> windowsMs() {
        Stream<Condition> own = match.stream()
                .filter(Match::enabled)
                .map(Match::condition)
                .flatMap(condition -> Optional.ofNullable(condition).stream());
        Set<Long> windows = new TreeSet<>();
        if (enabled) {
            Stream.concat(Stream.of(condition), own).forEach(one -> windows.addAll(one.windowsMs()));
        }
        return windows;
    }

    /** The same rule as another version. */
    public Rule versioned(long version, long validFrom) {
        return new Rule(
                schemaVersion,
                name,
                version,
                validFrom,
                enabled,
                condition,
                match,
                forMs,
                keepFiringMs,
                severity,
                owner,
                labels);
    }

    /** Whether it says the same as another version of it. */
    public boolean saysTheSameAs(Rule other) {
        return equals(other.versioned(version, validFrom));
    }

    private static void unless(boolean holds, String name, String fault) {
        Faults.unless(holds, "rule '" + name + "': " + fault);
    }
}

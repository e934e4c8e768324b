package dev.flyball.processor.rules;

import dev.flyball.schemas.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * All rules that count or will: those that were configured, and over them, name by name, those that were told since. A
 * version counts from the first boundary at or after its valid-from. Not safe for concurrent use.
 */
public final class RuleBook {
    /** How many names may be told; rules cost time at every endpoint. */
    public static final int MOST_RULES = 1_000;

    static final int MOST_VERSIONS = 20;

    private final RuleSet configured;
    private final TreeMap<String, Versions> told = new TreeMap<>();
    private RuleSet inForce;
    private long nextChangeMs = Long.MAX_VALUE;

    /**
     * The versions of one rule that are of use: the one in force, and those still to come.
     *
     * @param rules ascending by version
     */
    public record Versions(List<Rule> rules) {
        static final Versions NONE = new Versions(List.of());

        public Versions {
            rules = rules.stream()
                    .sorted(Comparator.comparingLong(Rule::version))
                    .toList();
        }

        private Versions plus(Rule rule) {
            List<Rule> all = new ArrayList<>(rules);
            all.add(rule);
            return new Versions(all.subList(Math.max(0, all.size() - MOST_VERSIONS), all.size()));
        }

        private boolean knows(Rule rule) {
            return rules.stream().anyMatch(known -> known.version() >= rule.version());
        }

        /** Without those that a newer version in force has replaced. */
        private Versions at(long now) {
            long newest = rules.stream()
                    .filter(rule -> rule.validFrom() <= now)
                    .mapToLong(Rule::version)
                    .max()
                    .orElse(Long.MIN_VALUE);
            return new Versions(
                    rules.stream().filter(rule -> rule.version() >= newest).toList());
        }
    }

    public RuleBook(RuleSet configured) {
        this.configured = configured;
        this.inForce = configured;
    }

    /**
     * Takes a version of a rule; one that is not newer than what is known changes nothing.
     *
     * @return whether it was taken; if not, there are too many rules
     */
    public boolean tell(Rule rule) {
        Versions known = told.getOrDefault(rule.name(), Versions.NONE);
        if (known.knows(rule)) {
            return true;
        }
        if (known.rules().isEmpty() && told.size() >= MOST_RULES) {
            return false;
        }
        told.put(rule.name(), known.plus(rule));
        nextChangeMs = 0;
        return true;
    }

    /** Forgets what was told under a name: what was configured under it, if anything, counts again at the next boundary. */
    public void withdraw(String name) {
        if (told.remove(name) != null) {
            nextChangeMs = 0;
        }
    }

    /** What is known under a name, to be kept over a restart. */
    public Versions versions(String name) {
        return told.getOrDefault(name, Versions.NONE);
    }

    public void restore(Versions versions) {
        versions.rules().forEach(this::tell);
    }

    /** The rules in force at a boundary, epoch milliseconds; to be asked for one boundary after the other. */
    public RuleSet at(long now) {
        if (now >= nextChangeMs) {
            told.replaceAll((name, versions) -> versions.at(now));
            inForce = inForce(now);
            nextChangeMs = told.values().stream()
                    .flatMap(versions -> versions.rules().stream())
                    .mapToLong(Rule::validFrom)
                    .filter(validFrom -> validFrom > now)
                    .min()
                    .orElse(Long.MAX_VALUE);
        }
        return inForce;
    }

    /**
     * From when on other rules may be in force, epoch milliseconds: the past if they are from the next boundary on, {@link
     * Long#MAX_VALUE} if no change is known.
     */
    public long changesAt() {
        return nextChangeMs;
    }

    private RuleSet inForce(long now) {
        TreeMap<String, Rule> byName = new TreeMap<>();
        configured.rules().forEach(rule -> byName.put(rule.name(), rule));
        told.values().stream()
                .flatMap(versions -> versions.rules().stream())
                .filter(rule -> rule.validFrom() <= now)
                .forEach(rule -> byName.put(rule.name(), rule));
        return new RuleSet(List.copyOf(byName.values()));
    }
}

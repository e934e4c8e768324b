package dev.flyball.cache.control;

import dev.flyball.cache.entry.Freshness;
import dev.flyball.cache.entry.Stamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The invalidations by pattern that are live in a namespace. One rejects the values of matching keys whose loader had
 * not read it on the control log: offsets, unlike epochs, have one order for all writers. Immutable.
 *
 * @param floor values whose loader had read less are rejected whatever their key, since rules that count for them are
 *     forgotten
 */
record PatternRules(List<Rule> rules, long floor) {
    /** Each read of a namespace from Redis asks all of them. */
    static final int MAX_RULES = 64;

    static final PatternRules NONE = new PatternRules(List.of(), -1);

    private static final String HARD = "glob:";
    private static final String SOFT = "soft-glob:";

    /** @param tag as it is written on the control log */
    record Rule(String tag, Glob glob, long offset) {
        Rule(String tag, long offset) {
            this(tag, new Glob(tag.substring(tag.indexOf(':') + 1)), offset);
        }

        Freshness leaves() {
            return tag.startsWith(SOFT) ? Freshness.SUPERSEDED : Freshness.UNUSABLE;
        }
    }

    static boolean isRule(String tag) {
        return tag.startsWith(HARD) || tag.startsWith(SOFT);
    }

    /** A tag for each strength: a soft record must not take the place of a hard one. */
    static String tag(Glob glob, Invalidation strength) {
        return (strength == Invalidation.HARD ? HARD : SOFT) + glob.pattern();
    }

    PatternRules with(String tag, long offset) {
        if (rules.stream().anyMatch(known -> known.tag.equals(tag) && known.offset > offset)) {
            return this;
        }
        List<Rule> all = new ArrayList<>(without(tag).rules);
        all.add(new Rule(tag, offset));
        if (all.size() <= MAX_RULES) {
            return new PatternRules(List.copyOf(all), floor);
        }
        all.sort(Comparator.comparingLong(Rule::offset));
        long forgotten = all.remove(0).offset;
        return new PatternRules(List.copyOf(all), Math.max(floor, forgotten));
    }

    PatternRules without(String tag) {
        return new PatternRules(
                rules.stream().filter(rule -> !rule.tag.equals(tag)).toList(), floor);
    }

    Freshness judge(String key, Stamp stamp) {
        long position = stamp.basis().controlPosition();
        if (position <= floor) {
            return Freshness.UNUSABLE;
        }
        Freshness worst = Freshness.FRESH;
        for (Rule rule : rules) {
            if (position <= rule.offset && rule.glob.matches(key)) {
                worst = worst.worse(rule.leaves());
            }
        }
        return worst;
    }
}

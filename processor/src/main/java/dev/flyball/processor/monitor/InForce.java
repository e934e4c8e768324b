package dev.flyball.processor.monitor;

import dev.flyball.processor.rules.RuleSet;
import dev.flyball.processor.windows.Retention;
import java.util.HashMap;
import java.util.Map;

/** The rules that count for a while, and what is kept for them. */
final class InForce {
    /** However many kinds of endpoints the rules tell apart; most tell none, or a few. */
    private static final int MOST_SHARED = 64;

    private final RuleSet rules;
    private final MonitorSettings settings;
    /** What some endpoint may need. */
    private final Retention needed;
    /** Endpoints that are watched alike share it, as there are many of them. */
    private final Map<Retention, Retention> shared = new HashMap<>();

    InForce(RuleSet rules, MonitorSettings settings) {
        this.rules = rules;
        this.settings = settings;
        this.needed = settings.retention(rules);
        shared.put(needed, needed);
    }

    RuleSet rules() {
        return rules;
    }

    /** Blocks of a level that start before this are of no use to any endpoint, epoch milliseconds. */
    long oldestUsed(int level, long evaluatedMs) {
        return needed.oldestUsed(level, evaluatedMs);
    }

    /** What is to be kept of an endpoint for its checks. */
    Retention retention(Checks checks) {
        Retention wanted = settings.retention(checks.conditions());
        Retention known = shared.get(wanted);
        if (known != null) {
            return known;
        }
        if (shared.size() < MOST_SHARED) {
            shared.put(wanted, wanted);
        }
        return wanted;
    }
}

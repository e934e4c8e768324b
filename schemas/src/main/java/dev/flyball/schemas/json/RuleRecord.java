package dev.flyball.schemas.json;

import dev.flyball.schemas.Rule;

/** A record on the rules topic: a rule under its name. */
public final class RuleRecord {
    private RuleRecord() {}

    /**
     * The rule in a record.
     *
     * @param name the record's key
     * @throws MalformedEventException if there is no rule in it, or one of another name
     */
    public static Rule read(String name, byte[] json) {
        Rule rule = EventJson.read(json, Rule.class);
        if (!rule.name().equals(name)) {
            throw new MalformedEventException("the rule in it is named '" + rule.name() + "'", null);
        }
        return rule;
    }
}

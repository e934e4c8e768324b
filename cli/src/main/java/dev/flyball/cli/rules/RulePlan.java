package dev.flyball.cli.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.json.EventJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What has to be written so that the topic says what a file says.
 *
 * @param changes by rule name; rules that stay as they are do not appear
 */
public record RulePlan(List<Change> changes) {
    /**
     * One rule that changes.
     *
     * @param before as it is told now; missing for a new one
     * @param after as it will be, not yet numbered; missing for one that goes
     * @param fields what differs, as 'field: before -> after'
     */
    public record Change(
            String name, @Nullable Rule before, @Nullable Rule after, List<String> fields) {
        /** {@code +}, {@code -} or {@code ~}. */
        public String sign() {
            return before == null ? "+" : after == null ? "-" : "~";
        }
    }

    /**
     * @param prune whether rules that the file does not have go
     */
    public static RulePlan of(Map<String, Rule> told, List<Rule> wanted, boolean prune) {
        Map<String, Rule> byName = new TreeMap<>();
        wanted.forEach(rule -> byName.put(rule.name(), rule));
        Set<String> names = new TreeSet<>(byName.keySet());
        if (prune) {
            names.addAll(told.keySet());
        }
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            Rule before = told.get(name);
            Rule after = byName.get(name);
            if (before == null || after == null || !before.saysTheSameAs(after)) {
                changes.add(new Change(name, before, after, fields(before, after)));
            }
        }
        return new RulePlan(changes);
    }

    /** The rules to write, each with the number that follows the one it replaces. */
    public List<Rule> toTell(long validFrom) {
        List<Rule> rules = new ArrayList<>();
        for (Change change : changes) {
            if (change.after != null) {
                rules.add(change.after.versioned(change.before == null ? 1 : change.before.version() + 1, validFrom));
            }
        }
        return rules;
    }

    public List<String> toWithdraw() {
        return changes.stream()
                .filter(change -> change.after == null)
                .map(Change::name)
                .toList();
    }

    private static List<String> fields(@Nullable Rule before, @Nullable Rule after) {
        if (before == null || after == null) {
            return List.of();
        }
        JsonNode from = EventJson.mapper().valueToTree(before.versioned(0, 0));
        JsonNode to = EventJson.mapper().valueToTree(after.versioned(0, 0));
        List<String> fields = new ArrayList<>();
        compare("", from, to, fields);
        return fields;
    }

    private static void compare(String path, JsonNode from, JsonNode to, List<String> fields) {
        if (from.isObject() && to.isObject()) {
            Set<String> names = new TreeSet<>();
            from.fieldNames().forEachRemaining(names::add);
            to.fieldNames().forEachRemaining(names::add);
            names.forEach(
                    name -> compare(path.isEmpty() ? name : path + '.' + name, from.path(name), to.path(name), fields));
        } else if (!from.equals(to)) {
            fields.add(path + ": " + shown(from) + " -> " + shown(to));
        }
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "(none)" : node.toString();
    }
}

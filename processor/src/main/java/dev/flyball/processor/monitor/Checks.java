package dev.flyball.processor.monitor;

import dev.flyball.processor.rules.Check;
import dev.flyball.processor.rules.RuleSet;
import dev.flyball.processor.rules.Watch;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import dev.flyball.schemas.sketch.MalformedBytesException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the rules in force watch at one endpoint, what decides it, and what was learned for it. */
final class Checks {
    private final Endpoint endpoint;
    private RuleSet inForce;
    private List<Watched> all;

    /** What a rule watches here, and what decides it. */
    record Watched(Watch watch, Check check) {
        private String rule() {
            return watch.rule().name();
        }
    }

    Checks(Endpoint endpoint, RuleSet rules) {
        this.endpoint = endpoint;
        this.inForce = rules;
        this.all = rules.of(endpoint).stream()
                .map(watch -> new Watched(watch, watch.newCheck()))
                .toList();
    }

    List<Watched> all() {
        return all;
    }

    Stream<Condition> conditions() {
        return all.stream().map(one -> one.watch.condition());
    }

    /** Whether an alert is about anything that is watched. */
    boolean cover(Alert alert) {
        return all.stream().anyMatch(one -> one.watch.isAbout(alert));
    }

    /**
     * Takes over other rules. Whatever is still decided in the same way goes on as if nothing had happened; a rule that is
     * decided otherwise keeps what it has learned.
     *
     * @return whether they are other rules
     */
    boolean follow(RuleSet rules) {
        if (rules.equals(inForce)) {
            return false;
        }
        List<Watched> before = all;
        Map<String, byte[]> learned = learned();
        all = rules.of(endpoint).stream()
                .map(watch -> new Watched(watch, check(watch, before)))
                .toList();
        handOn(learned);
        inForce = rules;
        return true;
    }

    private static Check check(Watch watch, List<Watched> before) {
        return before.stream()
                .filter(one -> one.watch.decidesLike(watch))
                .map(Watched::check)
                .findFirst()
                .orElseGet(watch::newCheck);
    }

    /** Nothing has come for a while. */
    void rest() {
        all.forEach(one -> one.check.rest());
    }

    /** By rule, as the checks of one share what they learn. */
    private Map<String, byte[]> learned() {
        Map<String, byte[]> learned = new TreeMap<>();
        for (Watched one : all) {
            if (!learned.containsKey(one.rule())) {
                learned.put(one.rule(), one.check.learned());
            }
        }
        learned.values().removeIf(bytes -> bytes.length == 0);
        return learned;
    }

    private void handOn(Map<String, byte[]> learned) {
        for (Watched one : all) {
            byte[] bytes = learned.remove(one.rule());
            if (bytes != null) {
                one.check.restore(bytes);
            }
        }
    }

    void writeTo(ByteWriter out) {
        Map<String, byte[]> learned = learned();
        out.putVarLong(learned.size());
        learned.forEach(
                (rule, bytes) -> out.putText(rule).putVarLong(bytes.length).putBytes(bytes));
    }

    /** @throws MalformedBytesException if that is not what {@link #writeTo} wrote */
    void readFrom(ByteReader in) {
        handOn(readLearned(in));
    }

    /** What was learned, by rule. */
    static Map<String, byte[]> readLearned(ByteReader in) {
        Map<String, byte[]> learned = new TreeMap<>();
        for (int i = in.getCount(2); i > 0; i--) {
            learned.put(in.getText(), in.getBytes(in.getCount(1)));
        }
        return learned;
    }
}

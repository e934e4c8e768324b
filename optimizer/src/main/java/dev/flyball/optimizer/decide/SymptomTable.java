package dev.flyball.optimizer.decide;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which strategies are tried against a symptom, the one that is preferred without further knowledge first. */
final class SymptomTable {
    private static final Map<Symptom, List<String>> ROWS = rows();

    private SymptomTable() {}

    private static Map<Symptom, List<String>> rows() {
        Map<Symptom, List<String>> rows = new EnumMap<>(Symptom.class);
        rows.put(Symptom.ERRORS_FROM_CACHE, List.of("invalidate", "invalidate-soft"));
        rows.put(Symptom.ERRORS_FROM_ORIGIN, List.of("serve-stale", "webhook"));
        rows.put(Symptom.ERRORS_ELSEWHERE, List.of("webhook", "no-action"));
        rows.put(Symptom.SLOW_ORIGIN, List.of("serve-stale", "coalesce", "prefetch", "extend-ttl"));
        rows.put(Symptom.COSTLY_MISSES, List.of("prefetch", "coalesce", "serve-stale", "extend-ttl"));
        rows.put(Symptom.LOW_HIT_RATIO, List.of("extend-ttl", "prefetch", "serve-stale"));
        rows.put(Symptom.SLOW_AT_HIGH_HIT_RATIO, List.of("webhook", "no-action"));
        rows.put(Symptom.SLOW_ELSEWHERE, List.of("webhook", "no-action"));
        rows.put(Symptom.NO_CACHE, List.of("webhook", "no-action"));
        rows.put(Symptom.CPU_HIGH, List.of("scale-out", "webhook"));
        rows.put(Symptom.MEMORY_HIGH, List.of("shrink-l1", "webhook"));
        rows.put(Symptom.NETWORK_HIGH, List.of("scale-out", "webhook"));
        rows.put(Symptom.LOAD_HIGH, List.of("scale-out", "webhook"));
        rows.put(Symptom.NOT_A_CACHE_MATTER, List.of("webhook", "no-action"));
        rows.put(Symptom.NO_EVIDENCE, List.of("no-action"));
        return Collections.unmodifiableMap(rows);
    }

    /** The built-in ones by symptom, both in order. */
    static Map<Symptom, List<String>> asMap() {
        return ROWS;
    }

    static Set<Symptom> answeredBy(String strategy) {
        return Arrays.stream(Symptom.values())
                .filter(symptom -> row(symptom).contains(strategy))
                .collect(toUnmodifiableSet());
    }

    /** Those of the strategies that answer a symptom: in the order of the table, and behind them those it does not name. */
    static List<OptimizationStrategy> candidates(Symptom symptom, List<OptimizationStrategy> strategies) {
        List<String> row = row(symptom);
        List<OptimizationStrategy> candidates = new ArrayList<>(strategies);
        candidates.removeIf(strategy -> !strategy.answers().contains(symptom));
        candidates.sort(Comparator.comparingInt(strategy -> {
            int place = row.indexOf(strategy.name());
            return place < 0 ? row.size() : place;
        }));
        return candidates;
    }

    private static List<String> row(Symptom symptom) {
        return ROWS.getOrDefault(symptom, List.of());
    }
}

package dev.flyball.processor.rules;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.flyball.processor.windows.Windows;
import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Evidence;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a rule holds at an endpoint, or does not.
 *
 * @param rule name of the rule, or of the part of it that is watched
 * @param version of the rule
 * @param outcome what came of it
 * @param match the match that counts, if one does
 * @param condition the condition that counts, if one does
 * @param metric what the value is
 * @param value it has now
 * @param threshold what it is held against
 * @param usual what the value is when all is well, for rules that ask
 * @param evidence the numbers behind it
 * @param gates what has to be so for the rule to hold
 */
public record Explanation(
        String rule,
        long version,
        Outcome outcome,
        Rule.@Nullable Match match,
        @Nullable Condition condition,
        @Nullable Metric metric,
        @Nullable Double value,
        @Nullable Double threshold,
        @Nullable Double usual,
        @Nullable Evidence evidence,
        List<Gate> gates) {
    /** What came of a rule. */
    public enum Outcome {
        /** It holds beyond reasonable doubt. */
        @JsonProperty("holds")
        HOLDS,
        /** It may hold, but that is not proven: an alert neither begins nor ends. */
        @JsonProperty("undecided")
        UNDECIDED,
        @JsonProperty("clear")
        CLEAR,
        /** None of its matches fits the endpoint. */
        @JsonProperty("no-match")
        NO_MATCH,
        /** It is switched off, or its most specific match is. */
        @JsonProperty("switched-off")
        SWITCHED_OFF
    }

    /**
     * What each rule says of an endpoint at the boundary up to which the windows reach.
     *
     * @param learned what was learned for the endpoint, by rule, see {@link Check#learned}
     */
    public static List<Explanation> of(RuleSet rules, Endpoint endpoint, Windows windows, Map<String, byte[]> learned) {
        return rules.rules().stream()
                .flatMap(rule ->
                        of(rule, RuleSet.match(rule, endpoint), windows, Optional.ofNullable(learned.get(rule.name()))))
                .toList();
    }

    private static Stream<Explanation> of(
            Rule rule, Optional<Rule.Match> match, Windows windows, Optional<byte[]> learned) {
        if (match.isEmpty() || !rule.enabled() || !match.get().enabled()) {
            return Stream.of(without(rule, match));
        }
        Condition condition = Optional.ofNullable(match.get().condition()).orElse(rule.condition());
        return Watch.of(rule, condition).stream().map(watch -> {
            Check check = watch.newCheck();
            learned.ifPresent(check::restore);
            return of(watch, match.get(), check.decide(windows));
        });
    }

    private static Explanation without(Rule rule, Optional<Rule.Match> match) {
        Outcome outcome = match.isEmpty() ? Outcome.NO_MATCH : Outcome.SWITCHED_OFF;
        return new Explanation(
                rule.name(),
                rule.version(),
                outcome,
                match.orElse(null),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of());
    }

    private static Explanation of(Watch watch, Rule.Match match, Finding finding) {
        Outcome outcome = finding.holds() ? Outcome.HOLDS : finding.clear() ? Outcome.CLEAR : Outcome.UNDECIDED;
        return new Explanation(
                watch.name(),
                watch.rule().version(),
                outcome,
                match,
                watch.condition(),
                watch.metric(),
                finding.value(),
                finding.threshold(),
                finding.usual(),
                finding.evidence(),
                finding.gates());
    }
}

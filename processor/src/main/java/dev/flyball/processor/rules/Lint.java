package dev.flyball.processor.rules;

import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something about a rule that can be meant, but hardly is.
 *
 * @param rule its name
 * @param fault what is odd, and what to do
 */
public record Lint(String rule, String fault) {
    /** What can be seen by looking at the rules alone. */
    public static List<Lint> of(Collection<Rule> rules) {
        return rules.stream().filter(Rule::enabled).flatMap(Lint::of).toList();
    }

    /** Matches that fit none of the endpoints that there are. */
    public static List<Lint> unused(Collection<Rule> rules, Collection<Endpoint> endpoints) {
        List<Lint> found = new ArrayList<>();
        for (Rule rule : rules) {
            for (Rule.Match match : rule.match()) {
                boolean counts = endpoints.stream()
                        .anyMatch(endpoint -> RuleSet.match(rule, endpoint)
                                .filter(match::equals)
                                .isPresent());
                if (!counts) {
                    found.add(new Lint(
                            rule.name(),
                            "service '" + match.service() + "', endpoint '" + match.endpoint()
                                    + "' counts at none of the " + endpoints.size() + " endpoints that are known"));
                }
            }
        }
        return found;
    }

    private static Stream<Lint> of(Rule rule) {
        Stream<Condition> conditions = Stream.concat(
                        Stream.of(rule.condition()), rule.match().stream().map(Rule.Match::condition))
                .flatMap(condition -> Optional.ofNullable(condition).stream());
        return Stream.concat(conditions.flatMap(Lint::faults), shortFor(rule))
                .distinct()
                .map(fault -> new Lint(rule.name(), fault));
    }

    private static Stream<String> shortFor(Rule rule) {
        return rule.forMs() > 0 && rule.forMs() < 1_000
                ? Stream.of("'for' is shorter than a second, which is how often rules are decided: make it 0s or 1s")
                : Stream.empty();
    }

    private static Stream<String> faults(Condition condition) {
        if (condition instanceof Condition.SloBurn slo) {
            return Stream.of(Condition.SloBurn.PAGE, Condition.SloBurn.TICKET)
                    .flatMap(List::stream)
                    .filter(burn -> burn.rate() * slo.budget() >= 1)
                    .map(burn -> unreachable(slo, burn));
        }
        if (condition instanceof Condition.Threshold threshold) {
            return neverAbove(threshold);
        }
        return Stream.empty();
    }

    private static String unreachable(Condition.SloBurn slo, Condition.SloBurn.Burn burn) {
        return String.format(
                Locale.ROOT,
                "a burn rate of %s in %s is out of reach: with an objective of %s %%, %.0f %% of the requests would have"
                        + " to be bad; use a threshold on the error rate beside it",
                burn.rate(),
                Lengths.written(burn.longWindow()),
                plain(slo.objective() * 100),
                burn.rate() * slo.budget() * 100);
    }

    private static Stream<String> neverAbove(Condition.Threshold threshold) {
        Metric metric = threshold.metric();
        boolean share = metric == Metric.ERROR_RATE || metric == Metric.CPU || metric == Metric.MEMORY;
        return share && threshold.threshold() >= 1
                ? Stream.of("nothing is above 100 %: the threshold is out of reach")
                : Stream.empty();
    }

    private static String plain(double number) {
        String text = String.format(Locale.ROOT, "%.3f", number);
        return text.replaceAll("\\.?0+$", "");
    }
}

package dev.flyball.optimizer.learn;

import static dev.flyball.optimizer.learn.Selector.NO_ACTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.flyball.optimizer.learn.Selector.Selected;
import dev.flyball.schemas.TrafficTier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is tried next. */
class SelectorTest {
    private static final long T0 = 1_763_836_800_000L;
    private static final String SYMPTOM = "slow-origin";
    private static final TrafficTier TIER = TrafficTier.HIGH;
    private static final List<String> STRATEGIES = List.of("serve-stale", "coalesce", "extend-ttl");
    private static final Selector SELECTOR = new Selector(0.1);

    private final Map<Cell, Evidence> known = new HashMap<>();

    @Test
    void untriedStrategiesAreChosenAlikeAndNothingInATenth() {
        Map<String, Double> chances = select("r").selection().propensities();

        assertThat(chances.get(NO_ACTION)).isEqualTo(0.1);
        assertThat(STRATEGIES).allSatisfy(name -> assertThat(chances.get(name)).isCloseTo(0.3, within(1e-9)));
    }

    @Test
    void theChancesAreThoseOfSamplingFromTheBeliefs() {
        known("serve-stale", 0.3, 3);
        known("coalesce", 0.1, 2);
        known("extend-ttl", 0.02, 6);
        Map<String, Double> chances = new Selector(0.01)
                .select("r", SYMPTOM, TIER, STRATEGIES, new Scores(known), T0)
                .selection()
                .propensities();

        Map<String, Double> sampled = sampled(100_000);

        assertThat(chances.keySet())
                .allSatisfy(name -> assertThat(chances.get(name))
                        .isCloseTo(Math.max(0, sampled.getOrDefault(name, 0.0)), within(0.01)));
        assertThat(chances.values().stream().mapToDouble(chance -> chance).sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void requestsAreDrawnAsOftenAsToldAndTheSameRequestAlwaysAlike() {
        known("serve-stale", 0.3, 3);
        Map<String, Double> told = select("r").selection().propensities();

        Map<String, Long> drawn = IntStream.range(0, 2_000)
                .mapToObj(i -> select("shop/GET /api/search/alert-1/" + (T0 + i * 10_000L)))
                .map(selected -> selected.strategy().orElse(NO_ACTION))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(told)
                .allSatisfy((name, chance) ->
                        assertThat(drawn.get(name) / 2_000.0).as(name).isCloseTo(chance, within(0.04)));
        assertThat(select("r")).isEqualTo(select("r"));
    }

    @Test
    void whatHasHelpedIsPreferred() {
        known("coalesce", 0.4, 10);
        known("serve-stale", 0.1, 10);
        known("extend-ttl", 0.1, 10);

        assertThat(select("r").selection().propensities().get("coalesce")).isGreaterThan(0.85);
    }

    @Test
    void whatIsKnownAllButCertainlyIsStillToldApart() {
        known("coalesce", 0.4, 200_000);
        known("serve-stale", 0.399, 200_000);

        assertThat(select("r").selection().propensities().get("coalesce")).isBetween(0.75, 0.9);
    }

    @Test
    void whatMayDoHarmIsNotTriedAnyMore() {
        known("coalesce", -0.3, 1);

        Selected selected = select("r");

        assertThat(selected.selection().propensities().get("coalesce")).isZero();
        assertThat(selected.selection().reason())
                .containsPattern("coalesce 0 % \\(1 try, \\S+ % expected, disabled: \\d+ %");
    }

    @Test
    void whereEverythingDoesHarmNothingIsDone() {
        STRATEGIES.forEach(name -> known(name, -0.3, 3));

        assertThat(select("r").strategy()).isEmpty();
        assertThat(new Selector(0)
                        .select("r", SYMPTOM, TIER, STRATEGIES, new Scores(known), T0)
                        .strategy())
                .isEmpty();
    }

    @Test
    void withoutHoldOutSomethingIsAlwaysTried() {
        Selector always = new Selector(0);

        assertThat(IntStream.range(0, 1_000)
                        .mapToObj(i -> always.select("r" + i, SYMPTOM, TIER, STRATEGIES, Scores.NONE, T0)))
                .allMatch(selected -> selected.strategy().isPresent());
    }

    @Test
    void theReasonHasAllNumbersInOneLine() {
        known("coalesce", 0.4, 12);

        assertThat(select("r").selection().reason())
                .matches("Drawn was \\S+, out of serve-stale \\d+ % \\(0 tries, \\+20\\.0 % expected\\),"
                        + " coalesce \\d+ % \\(12 tries, \\+3\\d\\.\\d % expected\\),"
                        + " extend-ttl \\d+ % \\(0 tries, \\+20\\.0 % expected\\), no-action 10 %\\.");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 0.6, Double.NaN})
    void aShareThatIsNoneIsRefused(double holdOut) {
        assertThatThrownBy(() -> new Selector(holdOut)).isInstanceOf(IllegalArgumentException.class);
    }

    private void known(String strategy, double effect, int tries) {
        known.put(new Cell(strategy, SYMPTOM, TIER), new Evidence(tries, tries / 0.015, effect, T0));
    }

    private Selected select(String request) {
        return SELECTOR.select(request, SYMPTOM, TIER, STRATEGIES, new Scores(known), T0);
    }

    /** Thompson sampling as one would write it down. */
    private Map<String, Double> sampled(int draws) {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, Belief> beliefs = STRATEGIES.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        strategy -> new Scores(known).belief(new Cell(strategy, SYMPTOM, TIER), T0)));
        Map<String, Double> shares = new HashMap<>();
        for (int i = 0; i < draws; i++) {
            String best = NO_ACTION;
            double highest = 0;
            for (String strategy : STRATEGIES) {
                Belief belief = beliefs.get(strategy);
                double drawn = belief.mean() + Math.sqrt(belief.variance()) * random.nextGaussian();
                if (drawn > highest) {
                    highest = drawn;
                    best = strategy;
                }
            }
            shares.merge(best, 1.0 / draws, Double::sum);
        }
        return shares;
    }
}

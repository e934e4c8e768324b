package dev.flyball.optimizer.learn;

import dev.flyball.schemas.Selection;
import dev.flyball.schemas.TrafficTier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Chooses each strategy as often as it is likely to be the best one, doing nothing included: Thompson sampling, with the
 * chances computed instead of sampled, so that they can be told exactly. What is drawn depends on the request and on what is
 * known, and on nothing else.
 *
 * @param holdOut nothing is done at least so often, to see what happens by itself; 0 when something is always tried
 */
public record Selector(double holdOut) {
    public static final String NO_ACTION = "no-action";

    /** Of less than this nobody can tell which one is better. */
    private static final double NO_CHANCE = 1e-9;

    public Selector {
        if (!(holdOut >= 0 && holdOut <= 0.5)) {
            throw new IllegalArgumentException("holdOut must be from 0 to 0.5, but is " + holdOut);
        }
    }

    /** What was chosen, and why. */
    public record Selected(Optional<String> strategy, Selection selection) {}

    /**
     * @param request its id decides what is drawn
     * @param strategies that answer the symptom
     * @param now event time, epoch milliseconds
     */
    public Selected select(
            String request, String symptom, TrafficTier tier, List<String> strategies, Scores scores, long now) {
        List<Standing> standings = Standing.of(strategies, symptom, tier, scores, now);
        Map<String, Double> chances = chances(standings);
        String drawn = drawn(chances, new SplittableRandom(request.hashCode()).nextDouble());
        Selection selection = new Selection(symptom, tier, chances, words(drawn, standings, chances));
        return new Selected(Optional.of(drawn).filter(name -> !name.equals(NO_ACTION)), selection);
    }

    private Map<String, Double> chances(List<Standing> standings) {
        double some = standings.stream().mapToDouble(Standing::best).sum();
        double nothing = some < NO_CHANCE ? 1 : holdOut == 0 ? 0 : Math.max(holdOut, 1 - some);
        Map<String, Double> chances = new LinkedHashMap<>();
        for (Standing standing : standings) {
            chances.put(standing.cell().strategy(), nothing == 1 ? 0 : standing.best() / some * (1 - nothing));
        }
        chances.put(NO_ACTION, nothing);
        return chances;
    }

    private static String drawn(Map<String, Double> chances, double ticket) {
        double left = ticket;
        String last = NO_ACTION;
        for (Map.Entry<String, Double> chance : chances.entrySet()) {
            if (chance.getValue() > 0) {
                last = chance.getKey();
                left -= chance.getValue();
                if (left < 0) {
                    break;
                }
            }
        }
        return last;
    }

    private static String words(String drawn, List<Standing> standings, Map<String, Double> chances) {
        String each = standings.stream()
                .map(standing -> share(standing.cell().strategy(), chances) + " (" + standing.words() + ")")
                .collect(Collectors.joining(", "));
        return "Drawn was " + drawn + ", out of " + each + ", " + share(NO_ACTION, chances) + ".";
    }

    private static String share(String name, Map<String, Double> chances) {
        return String.format(Locale.ROOT, "%s %.0f %%", name, 100 * chances.getOrDefault(name, 0.0));
    }
}

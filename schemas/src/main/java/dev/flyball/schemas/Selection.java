package dev.flyball.schemas;

import java.util.Map;
import java.util.Objects;

/** Why this strategy, of those that answer the symptom: with it, another way to choose can be judged by what came of this. */
@Doc("Why this strategy, of those that answer the symptom.")
public record Selection(
        @Doc("What was wrong with the endpoint, such as slow-origin.")
        String symptom,

        @Doc("How much traffic the endpoint had.") TrafficTier tier,

        @Doc("How likely each strategy was to be chosen, no-action included; together 1.")
        Map<String, Double> propensities,

        @Doc("Why, in words.") String reason) {
    public Selection {
        Objects.requireNonNull(symptom, "symptom");
        Objects.requireNonNull(tier, "tier");
        Objects.requireNonNull(reason, "reason");
        propensities = propensities == null ? Map.of() : Map.copyOf(propensities);
    }
}

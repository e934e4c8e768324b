package dev.flyball.schemas;

import java.util.Objects;

/**
 * What one part of the optimizer has measured of a strategy against a symptom, at endpoints with so much traffic. The parts
 * add up.
 */
@Doc("What one part of the optimizer has measured of a strategy against a symptom, at endpoints with so much traffic."
        + " The parts add up.")
public record ActionScore(
        @Doc("Version of this format.") int schemaVersion,

        @Doc("What was done, such as serve-stale.") String strategy,

        @Doc("What was wrong with the endpoints, such as slow-origin.")
        String symptom,

        @Doc("How much traffic they had.") TrafficTier tier,

        @Doc("The partition of the namespaces whose actions are counted here.")
        int partition,

        @Doc("Actions with a verdict about the effect.") long tries,

        @Doc("What is known: the sum of what each measurement weighs, 1 / its variance, less what was forgotten since.")
        double weight,

        @Doc("Mean relative improvement by weight; 0.4 is 40 % better, negative is worse.")
        double effect,

        @Doc("Event time of the newest verdict, epoch milliseconds; older ones count less.")
        long timestamp) {
    public static final int SCHEMA_VERSION = 1;

    public ActionScore {
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(symptom, "symptom");
        Objects.requireNonNull(tier, "tier");
    }

    /** The key on the topic: one record for each strategy, symptom, tier and part. */
    public String key() {
        return strategy + '|' + symptom + '|' + tier + '|' + partition;
    }
}

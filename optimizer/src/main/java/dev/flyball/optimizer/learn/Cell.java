package dev.flyball.optimizer.learn;

import dev.flyball.schemas.ActionScore;
import dev.flyball.schemas.Selection;
import dev.flyball.schemas.TrafficTier;

/**
 * What is learned about on its own: a strategy against a symptom, at endpoints with so much traffic.
 *
 * @param symptom its stable form, such as {@code slow-origin}
 */
public record Cell(String strategy, String symptom, TrafficTier tier) {
    public static Cell of(String strategy, Selection selection) {
        return new Cell(strategy, selection.symptom(), selection.tier());
    }

    public static Cell of(ActionScore score) {
        return new Cell(score.strategy(), score.symptom(), score.tier());
    }
}

package dev.flyball.optimizer.decide;

import java.util.Optional;

/**
 * Which of the strategies that answer a symptom is tried.
 *
 * @param strategy empty when nothing is done on purpose, so that doing nothing can be compared, too
 * @param words a full sentence about why this one; empty when there was nothing to choose from
 */
public record Choice(Optional<OptimizationStrategy> strategy, String words) {}

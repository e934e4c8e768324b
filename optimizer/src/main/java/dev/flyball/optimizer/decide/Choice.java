package dev.flyball.optimizer.decide;

import dev.flyball.schemas.Selection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which of the strategies that answer a symptom is tried.
 *
 * @param strategy empty when nothing is done on purpose
 * @param selection why this one; null when there was nothing to choose from
 */
public record Choice(
        Optional<OptimizationStrategy> strategy, @Nullable Selection selection) {}

package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.NamespaceControl;
import dev.flyball.schemas.OptimizationRequest;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that asks for help, with what is known about it.
 *
 * @param request what was asked, with the numbers
 * @param diagnosis what is wrong
 * @param control how the namespace of the diagnosis is steered now; null if the trouble does not come through a cache
 */
public record Case(
        OptimizationRequest request,
        Diagnosis diagnosis,
        @Nullable NamespaceControl control) {}

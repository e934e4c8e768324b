package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.NamespaceControl;
import dev.flyball.schemas.OptimizationRequest;

/**
 * What would be done for a request, if nothing speaks against it.
 *
 * @param control how the namespace is steered at the moment of the request
 */
record Proposal(
        OptimizationRequest request, Diagnosis diagnosis, OptimizationStrategy strategy, NamespaceControl control) {

    String namespace() {
        return control.namespace();
    }

    /** Event time, epoch milliseconds. */
    long now() {
        return control.now();
    }
}

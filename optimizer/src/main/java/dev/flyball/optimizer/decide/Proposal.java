package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.NamespaceControl;
import dev.flyball.schemas.OptimizationRequest;

/**
 * What would be done for a request, if nothing speaks against it.
 *
 * @param control how the namespace is steered at the moment of the request; for what is not done to a cache, something
 *     that stands for the endpoint and that nobody steers
 */
record Proposal(
        OptimizationRequest request,
        Diagnosis diagnosis,
        OptimizationStrategy strategy,
        Remedy remedy,
        NamespaceControl control) {

    static Proposal of(Case patient, OptimizationStrategy strategy, Remedy remedy, long now) {
        OptimizationRequest request = patient.request();
        NamespaceControl control = patient.control();
        return new Proposal(
                request,
                patient.diagnosis(),
                strategy,
                remedy,
                control != null && remedy.isOnCache()
                        ? control
                        : new NamespaceControl(request.endpointOf().key(), null, now));
    }

    /** The namespace that it would be done to. */
    String namespace() {
        return control.namespace();
    }

    /** What it would be done to, in words. */
    String scope() {
        return remedy.isOnCache() ? "Namespace " + namespace() : "Endpoint " + request.endpointOf();
    }

    /** Event time, epoch milliseconds. */
    long now() {
        return control.now();
    }
}

package dev.flyball.optimizer.action;

import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OptimizationResult.Phase;
import dev.flyball.schemas.Performance;
import java.util.List;
import java.util.Map;

/**
 * A change of a namespace that is made for an endpoint, with all that is needed to judge it later. Nothing in it depends
 * on the configuration any more, so that a running action ends as it began.
 *
 * @param id the same for the same request and strategy
 * @param strategy name of the strategy
 * @param temporary whether the change can be taken back, and ends by itself
 * @param figure what has to get better
 * @param request id of the request
 * @param alert id of the alert
 * @param service name of the service
 * @param endpoint operation
 * @param control the control record that makes the change
 * @param reason why, in words
 * @param before the figures that the request came with
 * @param startedAt event time of the change, epoch milliseconds
 * @param measureFrom windows that start earlier do not count, epoch milliseconds
 * @param deadline windows that end later do not count, epoch milliseconds
 * @param minSamples requests needed for a verdict
 */
public record Action(
        String id,
        String strategy,
        boolean temporary,
        Figure figure,
        String request,
        String alert,
        String service,
        String endpoint,
        CacheControl control,
        String reason,
        Performance before,
        long startedAt,
        long measureFrom,
        long deadline,
        long minSamples) {

    public Endpoint endpointOf() {
        return new Endpoint(service, endpoint);
    }

    public String namespace() {
        return control.namespace();
    }

    public Measuring measuring() {
        return new Measuring(this, List.of());
    }

    public OptimizationResult started() {
        return new OptimizationResult(
                OptimizationResult.SCHEMA_VERSION,
                id,
                strategy,
                Phase.STARTED,
                startedAt,
                request,
                alert,
                service,
                endpoint,
                namespace(),
                reason,
                null,
                null,
                before,
                null,
                Map.of());
    }
}

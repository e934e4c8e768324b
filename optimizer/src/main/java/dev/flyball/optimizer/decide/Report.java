package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Before;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OptimizationResult.Phase;
import dev.flyball.schemas.Scaling;
import dev.flyball.schemas.Selection;
import dev.flyball.schemas.Verdict;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells what came of a request where there is no control group to tell of.
 *
 * @param id of what is done, or not done
 * @param strategy name
 */
record Report(OptimizationRequest request, String id, String strategy) {
    static Report of(OptimizationRequest request, String strategy) {
        return new Report(request, ActionId.of(request, strategy), strategy);
    }

    /** @param selection how it was chosen to do nothing; null when it was not a matter of choice */
    OptimizationResult declined(String reason, @Nullable Selection selection) {
        return tell(Phase.DECLINED, request.timestamp(), null, reason, null, selection, null);
    }

    OptimizationResult recommended(Scaling scaling, String reason, long at) {
        return tell(Phase.RECOMMENDED, at, null, reason, null, null, scaling);
    }

    OptimizationResult started(String reason, long at) {
        return tell(Phase.STARTED, at, null, reason, null, null, null);
    }

    OptimizationResult finished(@Nullable String namespace, Verdict verdict, String reason, long at) {
        return tell(Phase.FINISHED, at, namespace, reason, verdict, null, null);
    }

    private OptimizationResult tell(
            Phase phase,
            long at,
            @Nullable String namespace,
            String reason,
            @Nullable Verdict verdict,
            @Nullable Selection selection,
            @Nullable Scaling scaling) {
        return new OptimizationResult(
                OptimizationResult.SCHEMA_VERSION,
                id,
                strategy,
                phase,
                at,
                request.id(),
                request.alert().id(),
                request.service(),
                request.endpoint(),
                namespace,
                reason,
                verdict,
                null,
                Before.of(request.metrics(), namespace),
                null,
                Map.of(),
                null,
                null,
                null,
                null,
                selection,
                scaling);
    }
}

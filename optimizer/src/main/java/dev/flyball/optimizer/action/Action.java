package dev.flyball.optimizer.action;

import dev.flyball.optimizer.verify.Objective;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.Cohort;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OptimizationResult.Phase;
import dev.flyball.schemas.Performance;
import dev.flyball.schemas.Selection;
import org.jspecify.annotations.Nullable;

/**
 * A change of a namespace that is made for an endpoint, with all that is needed to make, judge and undo it. Nothing in it
 * depends on the configuration any more, so that a running action ends as it began.
 *
 * @param id the same for the same request and strategy
 * @param strategy name of the strategy
 * @param temporary whether the change ends by itself once all keys have it
 * @param objective what has to get better
 * @param request id of the request
 * @param alert id of the alert
 * @param service name of the service
 * @param endpoint operation
 * @param namespace of the cache
 * @param treatment what is done to its keys
 * @param staging to how many of them, and for how long
 * @param reason why, in words
 * @param before the figures that the request came with
 * @param startedAt epoch milliseconds
 * @param selection why this strategy; null when there was nothing to choose from
 */
public record Action(
        String id,
        String strategy,
        boolean temporary,
        Objective objective,
        String request,
        String alert,
        String service,
        String endpoint,
        String namespace,
        Treatment treatment,
        Staging staging,
        String reason,
        Performance before,
        long startedAt,
        @Nullable Selection selection) {
    private static final String METHOD = "control-group";

    public Endpoint endpointOf() {
        return new Endpoint(service, endpoint);
    }

    /** The same action for a newer request: what is done, and why, follows from how things are now. */
    public Action renewed(
            String newerRequest, Treatment how, Staging stages, String words, Performance figures, long now) {
        return new Action(
                id,
                strategy,
                temporary,
                objective,
                newerRequest,
                alert,
                service,
                endpoint,
                namespace,
                how,
                stages,
                words,
                figures,
                now,
                selection);
    }

    /** That somebody has to approve it first. */
    public OptimizationResult proposed(String words) {
        return tell(Phase.PROPOSED, startedAt, words, Figures.none(0, null));
    }

    /** That it was proposed and does not begin. */
    public OptimizationResult declined(String words, long now) {
        return tell(Phase.DECLINED, now, words, Figures.none(0, null));
    }

    /** Keys are drawn and measured first, with none treated. */
    public Running begin() {
        return Running.begin(this);
    }

    /** What samples carry during a step, so that no request is ever counted for another one. */
    String tag(int step) {
        return id + '.' + step;
    }

    boolean isTag(String tag) {
        return tag.startsWith(id + '.');
    }

    Cohort draw(int permille, int number) {
        return new Cohort(permille, tag(number).hashCode());
    }

    CacheControl steer(NamespaceControl control, Step step) {
        long untilMs = control.now() + staging.leaseMs();
        return step.permille() == 0
                ? control.drawing(step.cohort(), tag(step.number()), untilMs, reason)
                : control.treating(treatment, step.cohort(), tag(step.number()), untilMs, reason);
    }

    OptimizationResult tell(Phase phase, long at, String words, Figures figures) {
        return new OptimizationResult(
                OptimizationResult.SCHEMA_VERSION,
                id,
                strategy,
                phase,
                at,
                request,
                alert,
                service,
                endpoint,
                namespace,
                words,
                figures.verdict(),
                METHOD,
                before,
                figures.treated(),
                figures.improvements(),
                figures.permille(),
                figures.treated(),
                figures.control(),
                figures.effect(),
                selection,
                null);
    }
}

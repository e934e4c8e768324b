package dev.flyball.processor.query;

import dev.flyball.processor.combine.Folded;
import dev.flyball.processor.rules.Explanation;
import dev.flyball.processor.rules.RuleReceipt;
import dev.flyball.processor.rules.RuleSet;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationResult;
import java.util.List;
import java.util.OptionalLong;

/** What queries are answered from. Implementations may throw {@link StoresUnavailableException} while state is being restored. */
public interface PerformanceView {
    /** Windows of an endpoint that start in [from, to), epoch milliseconds, oldest first, newest revision only. */
    List<EndpointMetrics> metrics(Endpoint endpoint, long fromMs, long toMs);

    /** The newest closed window of each endpoint. */
    List<EndpointMetrics> latest();

    /** The endpoints that have such a window. */
    List<Endpoint> measured();

    /** Open alerts, and resolved ones still remembered, newest first. */
    List<Alert> alerts();

    /** The rules in force. */
    RuleSet rules();

    /** Records about rules that were kept out, with the reason; a later one of the same name takes their place. */
    List<RuleReceipt> refusedRules();

    /** What each rule in force says of an endpoint at the newest boundary. */
    List<Explanation> explain(Endpoint endpoint);

    /** Newest first. */
    List<OptimizationResult> optimizations();

    /** Services with more names than there are places, the busiest first. */
    List<Folded> folded();

    /** Event time up to which windows are closed, epoch milliseconds; empty before the first. */
    OptionalLong clock();

    /** Whether the processor lives and can answer; never throws {@link StoresUnavailableException}. */
    Health health();
}

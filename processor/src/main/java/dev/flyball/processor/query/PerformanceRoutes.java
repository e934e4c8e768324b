package dev.flyball.processor.query;

import dev.flyball.processor.rules.Explanation;
import dev.flyball.processor.rules.RuleReceipt;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is told about endpoints, their alerts, and what was done about them. */
final class PerformanceRoutes {
    /** A day of windows: more is a job for the topic, or for several requests. */
    static final int MOST_WINDOWS = 8_640;

    static final int MOST_ENDPOINTS = 5_000;
    static final int MOST_EVENTS = 1_000;

    private static final String DEFAULT_RANGE = "15m";

    private final PerformanceView view;

    PerformanceRoutes(PerformanceView view) {
        this.view = view;
    }

    List<Route> all() {
        return List.of(
                Route.get("/performance/metrics", List.of("endpoint", "timeRange", "limit"), this::metrics),
                Route.get("/performance/endpoints", List.of("limit"), this::endpoints),
                Route.get("/performance/alerts", List.of("state", "endpoint", "limit"), this::alerts),
                Route.get("/performance/rules", List.of(), this::rules),
                Route.get("/performance/rules/explain", List.of("endpoint"), this::explain),
                Route.get("/performance/optimizations", List.of("endpoint", "limit"), this::optimizations),
                Route.get("/performance/cardinality", List.of("limit"), this::cardinality));
    }

    private Answer metrics(Parameters parameters) {
        String name = parameters.required("endpoint", "storefront|GET /api/products/{id}");
        TimeRange range = range(parameters.text("timeRange").orElse(DEFAULT_RANGE));
        int limit = parameters.limit(MOST_WINDOWS);
        Endpoint endpoint = directory(Stream.empty()).find(name);
        List<EndpointMetrics> windows = view.metrics(endpoint, range.fromMs(), range.toMs());
        return Answer.json(MetricsSeries.of(endpoint, range, windows, limit));
    }

    /** Lengths count back from event time: in a replay, 'the last 15 minutes' are those of the log. */
    private TimeRange range(String text) {
        try {
            return TimeRange.parse(text, view.clock().orElse(0));
        } catch (IllegalArgumentException e) {
            throw Refusal.badParameter("timeRange", "is " + e.getMessage() + "; accepted are " + TimeRange.ACCEPTED);
        }
    }

    private Answer endpoints(Parameters parameters) {
        int limit = parameters.limit(MOST_ENDPOINTS);
        Map<Endpoint, List<Alert>> alerts = view.alerts().stream().collect(Collectors.groupingBy(Alert::endpointOf));
        List<EndpointStatus> worstFirst = view.latest().stream()
                .map(newest -> EndpointStatus.of(newest, alerts.getOrDefault(newest.endpointOf(), List.of())))
                .sorted(EndpointStatus.WORST_FIRST)
                .toList();
        return Answer.json(Page.of(worstFirst, limit));
    }

    private Answer alerts(Parameters parameters) {
        Optional<AlertState> state = parameters.text("state").map(PerformanceRoutes::state);
        int limit = parameters.limit(MOST_EVENTS);
        List<Alert> inState = view.alerts().stream()
                .filter(alert -> state.map(wanted -> alert.state() == wanted).orElse(true))
                .toList();
        List<Alert> wanted = ofEndpoint(parameters, inState, Alert::endpointOf);
        Map<String, String> actions = newestActions();
        return Answer.json(Page.of(
                wanted.stream()
                        .map(alert -> new AlertView(alert, actions.get(alert.id())))
                        .toList(),
                limit));
    }

    private Answer rules(Parameters parameters) {
        List<Rule> inForce = view.rules().rules();
        return Answer.json(new RulePage(inForce.size(), inForce, view.refusedRules()));
    }

    /** The rules in force, and what was kept out. */
    private record RulePage(int total, List<Rule> items, List<RuleReceipt> refused) {}

    private Answer explain(Parameters parameters) {
        Endpoint endpoint =
                directory(Stream.empty()).find(parameters.required("endpoint", "storefront|GET /api/products/{id}"));
        return Answer.json(new Explained(
                endpoint.service(), endpoint.operation(), view.clock().orElse(0), view.explain(endpoint)));
    }

    /** What the rules say of an endpoint up to a moment, epoch milliseconds. */
    private record Explained(String service, String endpoint, long at, List<Explanation> rules) {}

    /** Ids of actions by the alert that asked for them; of several, the newest. */
    private Map<String, String> newestActions() {
        Map<String, String> actions = new HashMap<>();
        view.optimizations().forEach(result -> actions.putIfAbsent(result.alert(), result.id()));
        return actions;
    }

    private static AlertState state(String text) {
        return Stream.of(AlertState.values())
                .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> Refusal.badParameter("state", "must be pending, firing or resolved: " + text));
    }

    private Answer optimizations(Parameters parameters) {
        int limit = parameters.limit(MOST_EVENTS);
        return Answer.json(
                Page.of(ofEndpoint(parameters, view.optimizations(), OptimizationResult::endpointOf), limit));
    }

    private Answer cardinality(Parameters parameters) {
        return Answer.json(Page.of(view.folded(), parameters.limit(MOST_EVENTS)));
    }

    private <T> List<T> ofEndpoint(Parameters parameters, List<T> events, Function<T, Endpoint> endpointOf) {
        Optional<String> name = parameters.text("endpoint");
        if (name.isEmpty()) {
            return events;
        }
        Endpoint wanted = directory(events.stream().map(endpointOf)).find(name.get());
        return events.stream()
                .filter(event -> endpointOf.apply(event).equals(wanted))
                .toList();
    }

    /** Those that are measured now, and others that the events speak of. */
    private EndpointDirectory directory(Stream<Endpoint> others) {
        return new EndpointDirectory(
                Stream.concat(view.measured().stream(), others).toList());
    }
}

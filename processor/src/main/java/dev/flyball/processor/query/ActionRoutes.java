package dev.flyball.processor.query;

import dev.flyball.schemas.ActionCommand;
import dev.flyball.schemas.ActionCommand.Order;
import dev.flyball.schemas.Freeze;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.json.MalformedEventException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the optimizer does and proposes, and what is ordered about it. */
final class ActionRoutes {
    private static final String UNNAMED = "API";

    private final PerformanceView view;
    private final ActionDesk desk;
    private final InstantSource clock;

    ActionRoutes(PerformanceView view, ActionDesk desk, InstantSource clock) {
        this.view = view;
        this.desk = desk;
        this.clock = clock;
    }

    List<Route> all() {
        return List.of(
                Route.get("/actions", List.of("limit"), this::list),
                Route.get("/actions/{id}", List.of(), parameters -> Answer.json(find(parameters.path("id")))),
                Route.post("/actions/{id}/approve", parameters -> order(parameters, Order.APPROVE)),
                Route.post("/actions/{id}/reject", parameters -> order(parameters, Order.REJECT)),
                Route.post("/actions/{id}/rollback", parameters -> order(parameters, Order.ROLLBACK)),
                Route.post("/actions/freeze", this::freeze),
                Route.delete("/actions/freeze", List.of("namespace", "by", "reason"), this::unfreeze));
    }

    /**
     * What is sent with an order.
     *
     * @param by who orders it
     * @param reason why
     * @param namespace of a freeze; missing for all
     * @param until when a freeze ends by itself, epoch milliseconds; missing for when it is lifted
     */
    private record Wish(
            @Nullable String by,
            @Nullable String reason,
            @Nullable String namespace,
            @Nullable Long until) {}

    private Answer list(Parameters parameters) {
        int limit = parameters.limit(PerformanceRoutes.MOST_EVENTS);
        return Answer.json(Page.of(
                view.optimizations().stream()
                        .filter(result -> result.addressee() != null)
                        .toList(),
                limit));
    }

    private OptimizationResult find(String id) {
        return view.optimizations().stream()
                .filter(result -> result.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.unknownAction(id));
    }

    private Answer order(Parameters parameters, Order order) {
        OptimizationResult action = find(parameters.path("id"));
        Wish wish = wish(parameters.body());
        ActionCommand command = checked(() -> new ActionCommand(
                ActionCommand.SCHEMA_VERSION,
                "c-" + UUID.randomUUID(),
                clock.millis(),
                action.id(),
                action.addressee() == null ? "" : action.addressee(),
                order,
                by(wish.by),
                text(wish.reason)));
        desk.order(command);
        return Answer.json(202, command);
    }

    private Answer freeze(Parameters parameters) {
        Wish wish = wish(parameters.body());
        return ordered(wish.namespace, true, wish.until, by(wish.by), text(wish.reason));
    }

    private Answer unfreeze(Parameters parameters) {
        return ordered(
                parameters.text("namespace").orElse(null),
                false,
                null,
                by(parameters.text("by").orElse(null)),
                parameters.required("reason", "the sale is over"));
    }

    private Answer ordered(@Nullable String namespace, boolean active, @Nullable Long until, String by, String reason) {
        Freeze freeze =
                checked(() -> new Freeze(Freeze.SCHEMA_VERSION, namespace, active, clock.millis(), until, by, reason));
        desk.order(freeze);
        return Answer.json(202, freeze);
    }

    private static String by(@Nullable String name) {
        return name == null ? UNNAMED : name;
    }

    /** What is missing is refused by the event as what is empty. */
    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Wish wish(String body) {
        try {
            return EventJson.read(body.getBytes(StandardCharsets.UTF_8), Wish.class);
        } catch (MalformedEventException e) {
            throw Refusal.badBody("it must be a JSON object such as {\"by\":\"anna\",\"reason\":\"the sale begins\"}");
        }
    }

    private static <T> T checked(Supplier<T> event) {
        try {
            return event.get();
        } catch (IllegalArgumentException e) {
            throw Refusal.badBody(String.valueOf(e.getMessage()));
        }
    }
}

package dev.flyball.processor.query;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.Set;

/**
 * Takes orders only where a token is set, and only as JSON: without a token anything on the machine could give them, a
 * page that somebody looks at included, since a browser sends forms to loopback addresses, too.
 *
 * @param hasToken whether {@link Access} asks for one
 */
record OrderAccess(boolean hasToken) implements Handler {
    private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

    @Override
    public void handle(Context ctx) {
        if (READING.contains(ctx.method())) {
            return;
        }
        if (!hasToken) {
            throw Refusal.withoutToken();
        }
        if (ctx.method().equals(HandlerType.POST) && !isJson(ctx)) {
            throw Refusal.notJson();
        }
    }

    private static boolean isJson(Context ctx) {
        String contentType = ctx.contentType();
        return contentType != null && contentType.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }
}

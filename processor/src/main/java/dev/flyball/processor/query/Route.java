package dev.flyball.processor.query;

import io.javalin.config.RoutesConfig;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.function.Function;

/**
 * One path that is answered.
 *
 * @param method of HTTP
 * @param path the path, without query parameters
 * @param parameters names of the query parameters it takes; any other one is refused, as it is a slip of the pen
 * @param answer what is said
 */
record Route(HandlerType method, String path, List<String> parameters, Function<Parameters, Answer> answer) {
    static Route get(String path, List<String> parameters, Function<Parameters, Answer> answer) {
        return new Route(HandlerType.GET, path, parameters, answer);
    }

    /** One that changes something, as its body says. */
    static Route post(String path, Function<Parameters, Answer> answer) {
        return new Route(HandlerType.POST, path, List.of(), answer);
    }

    /** One that takes something away. */
    static Route delete(String path, List<String> parameters, Function<Parameters, Answer> answer) {
        return new Route(HandlerType.DELETE, path, parameters, answer);
    }

    void addTo(RoutesConfig routes) {
        routes.addHttpHandler(
                method,
                path,
                ctx -> answer.apply(Parameters.of(ctx, parameters)).send(ctx));
    }
}

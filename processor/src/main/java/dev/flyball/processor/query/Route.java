package dev.flyball.processor.query;

import io.javalin.config.RoutesConfig;
import java.util.List;
import java.util.function.Function;

/**
 * One path that is answered.
 *
 * @param path the path, without parameters
 * @param parameters names of the query parameters it takes; any other one is refused, as it is a slip of the pen
 * @param answer what is said
 */
record Route(String path, List<String> parameters, Function<Parameters, Answer> answer) {
    void addTo(RoutesConfig routes) {
        routes.get(path, ctx -> answer.apply(Parameters.of(ctx, parameters)).send(ctx));
    }
}

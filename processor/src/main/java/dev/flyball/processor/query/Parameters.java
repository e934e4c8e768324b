package dev.flyball.processor.query;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The query parameters of a request, each given at most once.
 *
 * @param values by name
 * @param accept the header {@code Accept}, if there is one
 * @param path what stands in the path, by name
 * @param body what was sent; empty if nothing was
 */
record Parameters(
        Map<String, List<String>> values, @Nullable String accept, Map<String, String> path, String body) {
    private static final int LONGEST = 1_000;

    /** @throws Refusal if a parameter is not one of those, is repeated or far too long */
    static Parameters of(Context ctx, List<String> allowed) {
        Map<String, List<String>> values = ctx.queryParamMap();
        values.forEach((name, given) -> check(name, given, allowed));
        return new Parameters(values, ctx.header("Accept"), ctx.pathParamMap(), ctx.body());
    }

    private static void check(String name, List<String> given, List<String> allowed) {
        if (!allowed.contains(name)) {
            throw Refusal.badParameter(
                    name.substring(0, Math.min(40, name.length())),
                    allowed.isEmpty() ? "is not known here: there are none" : "is not known here, but " + allowed);
        }
        // What cannot be decoded is left out by the server.
        if (given.isEmpty()) {
            throw Refusal.badParameter(name, "has a % that two hexadecimal digits do not follow");
        }
        if (given.size() > 1) {
            throw Refusal.badParameter(name, "is given " + given.size() + " times");
        }
        if (given.get(0).length() > LONGEST) {
            throw Refusal.badParameter(name, "is longer than " + LONGEST + " characters");
        }
    }

    /** What stands in the path at that place. */
    String path(String name) {
        return path.getOrDefault(name, "");
    }

    /** The value, unless it is missing or blank. */
    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(given -> given.get(0)).filter(value -> !value.isBlank());
    }

    /** @throws Refusal if it is missing */
    String required(String name, String example) {
        return text(name).orElseThrow(() -> Refusal.badParameter(name, "is missing; an example: " + example));
    }

    /** How many elements are wanted, 1 to {@code most}, which is also what is meant if nothing is said. */
    int limit(int most) {
        return text("limit").map(value -> limit(value, most)).orElse(most);
    }

    private static int limit(String value, int most) {
        try {
            int limit = Integer.parseInt(value);
            if (limit >= 1 && limit <= most) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw Refusal.badParameter("limit", "must be a number, 1 to " + most);
        }
        throw Refusal.badParameter("limit", "must be 1 to " + most + ": " + value);
    }
}

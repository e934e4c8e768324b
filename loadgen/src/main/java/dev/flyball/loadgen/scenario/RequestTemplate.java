package dev.flyball.loadgen.scenario;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A kind of request.
 *
 * @param endpoint name in reports and samples, such as {@code GET /api/products/{id}}
 * @param method HTTP method
 * @param path path and query, with variables as {@code {id}}
 * @param body text of the body, with variables, or null for none
 * @param weight how often it is drawn, relative to the others, above 0
 * @param variables what stands for the names in braces
 * @param expect statuses that count as success; empty for all below 400
 * @param behaviour how a made-up backend answers it, or null when a real one does
 */
public record RequestTemplate(
        String endpoint,
        String method,
        String path,
        @Nullable String body,
        double weight,
        Map<String, Variable> variables,
        Set<Integer> expect,
        @Nullable Behaviour behaviour) {
    private static final Pattern NAME_IN_BRACES = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");

    public RequestTemplate {
        variables = Map.copyOf(variables);
        expect = Set.copyOf(expect);
        if (!(weight > 0 && weight <= 1e9)) {
            throw new IllegalArgumentException("weight of " + endpoint + " must be above 0: " + weight);
        }
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path must begin with '/': " + path);
        }
        if (!method.matches("[A-Z]{1,20}")) {
            throw new IllegalArgumentException("method must be a word such as GET: " + method);
        }
        // A made-up backend is never asked for a path.
        if (behaviour == null) {
            requireVariables(path, variables);
            requireUrl(path);
        }
    }

    /**
     * How a made-up backend answers: response times are log-normal.
     *
     * @param median half of the response times are shorter, above 0
     * @param p95 95 % of the response times are shorter, the median or more
     * @param errorRate share of answers that are a 500, 0 to 1
     */
    public record Behaviour(Duration median, Duration p95, double errorRate) {
        public Behaviour {
            if (median.isZero() || median.isNegative() || p95.compareTo(median) < 0) {
                throw new IllegalArgumentException(
                        "latency needs 0 < median <= p95: median " + median + ", p95 " + p95);
            }
            if (!(errorRate >= 0 && errorRate <= 1)) {
                throw new IllegalArgumentException("errorRate must be 0 to 1: " + errorRate);
            }
        }
    }

    /** Whether an answer with the status is a success. */
    public boolean accepts(int status) {
        return expect.isEmpty() ? status < 400 : expect.contains(status);
    }

    /** The text with the values in place of their names; what is in braces and no variable stays. */
    static String fill(String text, Map<String, String> values) {
        return NAME_IN_BRACES
                .matcher(text)
                .replaceAll(name -> Matcher.quoteReplacement(values.getOrDefault(name.group(1), name.group())));
    }

    private static void requireUrl(String path) {
        try {
            URI unused = URI.create(NAME_IN_BRACES.matcher(path).replaceAll("x"));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("path must be that of a URL, encoded where needed: " + path, e);
        }
    }

    private static void requireVariables(String path, Map<String, Variable> variables) {
        Matcher names = NAME_IN_BRACES.matcher(path);
        while (names.find()) {
            if (!variables.containsKey(names.group(1))) {
                throw new IllegalArgumentException("path " + path + " needs the variable '" + names.group(1)
                        + "'; add it, such as variables: {" + names.group(1) + ": {from: 1, to: 1000}}");
            }
        }
    }
}

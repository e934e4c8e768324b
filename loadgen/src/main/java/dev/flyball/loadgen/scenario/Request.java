package dev.flyball.loadgen.scenario;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request that is due.
 *
 * @param sequence its number in the run, from 0
 * @param phase in which it is due
 * @param template its kind
 * @param values of its variables
 * @param user on whose behalf
 * @param due when it was to be sent; later than that is the generator's delay
 */
public record Request(
        long sequence, Phase phase, RequestTemplate template, Map<String, String> values, String user, Instant due) {
    public String endpoint() {
        return template.endpoint();
    }

    /** Path and query with the values filled in, each encoded for a URL. */
    public String path() {
        Map<String, String> encoded = new HashMap<>();
        values.forEach((name, value) -> encoded.put(
                name, URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20")));
        return RequestTemplate.fill(template.path(), encoded);
    }

    /** The body with the values filled in, or null for none. */
    public @Nullable String body() {
        String body = template.body();
        return body == null ? null : RequestTemplate.fill(body, values);
    }
}

package dev.flyball.loadgen.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to. Latencies do not suffer from coordinated omission: response times count from when a request was
 * due, whether or not it could be sent then.
 *
 * @param schemaVersion of the JSON form
 * @param scenario its name
 * @param seed of all that was drawn
 * @param startedAt when the run began, RFC 3339
 * @param elapsedMs how long it took
 * @param stopped why it ended before its time, or null
 * @param total all phases but the warm-up
 * @param phases in their order, as far as they were reached
 * @param endpoints in the order of the scenario, without the warm-up
 */
public record LoadReport(
        int schemaVersion,
        String scenario,
        long seed,
        String startedAt,
        long elapsedMs,
        @Nullable String stopped,
        Result total,
        List<OfPhase> phases,
        List<OfEndpoint> endpoints) {
    public static final int SCHEMA_VERSION = 1;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    public LoadReport {
        phases = List.copyOf(phases);
        endpoints = List.copyOf(endpoints);
    }

    /**
     * What a phase came to.
     *
     * @param model open or closed
     */
    public record OfPhase(String name, String model, boolean warmup, long elapsedMs, Result result) {}

    /** What the requests of one endpoint came to. */
    public record OfEndpoint(String name, Result result) {}

    /** Stable: fields are only ever added. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report of numbers and texts cannot fail", e);
        }
    }

    /** For a person: a line for each phase and endpoint, times in milliseconds. */
    public String toText() {
        return new ReportText(this).toString();
    }
}

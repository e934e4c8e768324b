package dev.flyball.schemas.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.flyball.schemas.Arm;
import dev.flyball.schemas.CacheRead;
import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Writes samples as NDJSON: one object a line, a newline between two, none at the end. */
public final class SampleWriter {
    private static final JsonFactory FACTORY = new JsonFactory();

    private SampleWriter() {}

    public static byte[] write(Sample sample) {
        return write(java.util.List.of(sample));
    }

    public static byte[] write(Iterable<Sample> samples) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            for (Sample sample : samples) {
                write(sample, json);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array cannot fail", e);
        }
        return out.toByteArray();
    }

    private static void write(Sample sample, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("timestamp", sample.timestamp());
        json.writeStringField("service", sample.service());
        json.writeStringField("endpoint", sample.endpoint());
        json.writeNumberField("responseTimeMs", sample.responseTimeMs());
        if (sample.status() != null) {
            json.writeNumberField("status", sample.status());
        }
        if (sample.error() || sample.status() == null) {
            json.writeBooleanField("error", sample.error());
        }
        writeText("user", sample.user(), json);
        writeText("instance", sample.instance(), json);
        writeText("traceId", sample.traceId(), json);
        if (sample.synthetic()) {
            json.writeBooleanField("synthetic", true);
        }
        CacheRead cache = sample.cache();
        if (cache != null) {
            json.writeObjectFieldStart("cache");
            json.writeStringField("namespace", cache.namespace());
            json.writeStringField("outcome", cache.outcome().name());
            writeText("action", cache.action(), json);
            if (cache.arm() != null) {
                json.writeStringField("arm", cache.arm() == Arm.TREATED ? "treated" : "control");
            }
            json.writeEndObject();
        }
        ResourceUsage usage = sample.resourceUsage();
        if (usage != null) {
            json.writeObjectFieldStart("resourceUsage");
            writeNumber("cpu", usage.cpu(), json);
            writeNumber("memory", usage.memory(), json);
            writeNumber("network", usage.network(), json);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeText(String field, @Nullable String value, JsonGenerator json) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    private static void writeNumber(String field, @Nullable Double value, JsonGenerator json) throws IOException {
        if (value != null) {
            json.writeNumberField(field, value);
        }
    }
}

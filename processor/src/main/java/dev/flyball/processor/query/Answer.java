package dev.flyball.processor.query;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flyball.schemas.json.EventJson;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;

/** What is sent back. */
final class Answer {
    /** As events are written, and our package-private records too. */
    private static final ObjectMapper JSON =
            EventJson.mapper().copy().setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY);

    private final int status;
    private final String contentType;
    private final byte[] body;

    private Answer(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
    }

    static Answer json(Object body) {
        return json(200, body);
    }

    static Answer json(int status, Object body) {
        return new Answer(status, "application/json", write(body));
    }

    static Answer problem(Problem problem) {
        return new Answer(problem.status(), "application/problem+json", write(problem));
    }

    static Answer text(String contentType, String body) {
        return new Answer(200, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] write(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + body, e);
        }
    }

    void send(Context ctx) {
        ctx.status(status).contentType(contentType).result(body);
    }
}

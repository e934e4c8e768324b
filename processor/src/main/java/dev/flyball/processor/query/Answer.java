package dev.flyball.processor.query;

import dev.flyball.schemas.json.EventJson;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;

/** What is sent back. */
final class Answer {
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
        return new Answer(status, "application/json", EventJson.write(body));
    }

    static Answer problem(Problem problem) {
        return new Answer(problem.status(), "application/problem+json", EventJson.write(problem));
    }

    static Answer text(String contentType, String body) {
        return new Answer(200, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    void send(Context ctx) {
        ctx.status(status).contentType(contentType).result(body);
    }
}

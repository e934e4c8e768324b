package dev.flyball.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flyball.processor.query.HttpConfig;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.json.EventJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the query API of a running processor. */
record ProcessorClient(HttpConfig http) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    String address() {
        String host = http.bind().equals("0.0.0.0") ? "127.0.0.1" : http.bind();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + http.port();
    }

    /** The endpoints it watches; empty if it does not answer. */
    Optional<List<Endpoint>> endpoints() {
        try {
            HttpResponse<byte[]> answer = get("/performance/endpoints");
            if (answer.statusCode() != 200) {
                return Optional.empty();
            }
            List<Endpoint> endpoints = new ArrayList<>();
            for (JsonNode item : EventJson.mapper().readTree(answer.body()).path("items")) {
                endpoints.add(new Endpoint(
                        item.path("service").asText(), item.path("endpoint").asText()));
            }
            return Optional.of(endpoints);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * What its rules say of an endpoint.
     *
     * @throws Failure if it does not answer, or does not know the endpoint
     */
    JsonNode explain(String endpoint) {
        try {
            HttpResponse<byte[]> answer =
                    get("/performance/rules/explain?endpoint=" + URLEncoder.encode(endpoint, StandardCharsets.UTF_8));
            JsonNode body = EventJson.mapper().readTree(answer.body());
            if (answer.statusCode() != 200) {
                JsonNode candidates = body.path("candidates");
                throw Failure.failed(body.path("detail").asText("the processor answers " + answer.statusCode())
                        + (candidates.isEmpty() ? "" : ": " + candidates));
            }
            return body;
        } catch (IOException e) {
            throw Failure.connection("no processor answers at " + address() + ": http.bind and http.port say where");
        }
    }

    private HttpResponse<byte[]> get(String path) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address() + path)).timeout(PATIENCE);
        String token = http.token();
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted");
        }
    }
}

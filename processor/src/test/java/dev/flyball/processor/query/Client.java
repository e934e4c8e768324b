package dev.flyball.processor.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.flyball.schemas.json.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks a running query API, which it closes at the end. */
final class Client implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final QueryApi api;

    Client(QueryApi api) {
        this.api = api;
    }

    QueryApi api() {
        return api;
    }

    JsonNode json(String path, Map<String, String> parameters) {
        HttpResponse<String> answer = get(path, parameters);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        return parse(answer);
    }

    static JsonNode parse(HttpResponse<String> answer) {
        try {
            return EventJson.mapper().readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + answer.body(), e);
        }
    }

    HttpResponse<String> get(String path, Map<String, String> parameters) {
        return get(parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", path + (parameters.isEmpty() ? "" : "?"), "")));
    }

    HttpResponse<String> get(String target) {
        return send(request(target).GET());
    }

    HttpResponse<String> get(String target, String authorization) {
        return send(request(target).header("Authorization", authorization).GET());
    }

    HttpResponse<String> post(String target) {
        return send(request(target).POST(HttpRequest.BodyPublishers.ofString("{}")));
    }

    HttpResponse<String> post(String target, String token, String contentType, String body) {
        return send(request(target)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> delete(String target, String token) {
        return send(request(target).header("Authorization", "Bearer " + token).DELETE());
    }

    /** The whole answer to a target that a well-behaved client would not send. */
    String raw(String target) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.setSoTimeout(10_000);
            String request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + target))
                .header("Accept", "application/json")
                .timeout(Duration.ofSeconds(10));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        api.close();
    }
}

package dev.flyball.loadgen.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.flyball.loadgen.LoadRun;
import dev.flyball.loadgen.Outcome;
import dev.flyball.loadgen.report.LoadReport;
import dev.flyball.loadgen.scenario.Request;
import dev.flyball.loadgen.scenario.RequestMix;
import dev.flyball.loadgen.scenario.Scenario;
import dev.flyball.loadgen.scenario.Traffic;
import dev.flyball.loadgen.yaml.ScenarioReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HttpTargetTest {
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/ok/", exchange -> {
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("x-user") + " "
                    + exchange.getRequestHeaders().getFirst("x-team") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            answer(exchange, 200);
        });
        server.createContext("/broken", exchange -> answer(exchange, 503));
        // The headers come, the body never ends.
        server.createContext("/trickle", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aRunOverHttpIsReported() {
        Scenario scenario = scenario("""
                requests:
                  - {path: '/ok/{id}', weight: 3, variables: {id: {from: 1, to: 9}}}
                  - {path: /broken, weight: 1}
                """);

        LoadReport report = LoadRun.of(scenario, new HttpTarget((Traffic.Http) scenario.traffic()))
                .start()
                .await();

        assertThat(report.total().sent()).isEqualTo(100);
        assertThat(report.total().succeeded()).isEqualTo(received.size());
        assertThat(report.total().errors()).containsOnlyKeys("status 503");
        assertThat(report.endpoints())
                .extracting(LoadReport.OfEndpoint::name)
                .containsExactly("GET /ok/{id}", "GET /broken");
        assertThat(received).allMatch(line -> line.matches("GET /ok/[1-9] u-\\d+ blue "));
    }

    @Test
    void aBodyIsSent() {
        Scenario scenario = scenario("""
                requests:
                  - {method: POST, path: /ok/orders, body: '{"n": {n}}', variables: {n: {from: 7, to: 7}}}
                """);

        assertThat(send(scenario)).isEqualTo(new Outcome.Answered(200));
        assertThat(received).singleElement().asString().endsWith(" {\"n\": 7}");
    }

    @Test
    void aBodyThatNeverEndsIsATimeout() {
        assertThat(send(scenario("500ms", "requests: [{path: /trickle}]")))
                .isEqualTo(new Outcome.Failed(Outcome.Kind.TIMEOUT));
    }

    @Test
    void nobodyListeningIsAConnectError() {
        Scenario scenario = scenario("requests: [{path: /ok/}]");
        server.stop(0);

        assertThat(send(scenario)).isEqualTo(new Outcome.Failed(Outcome.Kind.CONNECT));
    }

    @Test
    void aHeaderThatCannotBeSentIsFoundBeforeTheRun() {
        Traffic.Http wrong = new Traffic.Http(
                URI.create("http://127.0.0.1:1"), Duration.ofSeconds(1), Map.of("content-length", "5"), null);

        assertThatThrownBy(() -> new HttpTarget(wrong)).hasMessageContaining("content-length");
    }

    private static Outcome send(Scenario scenario) {
        Request request = new RequestMix(scenario).draw(0, scenario.phases().get(0), Instant.EPOCH);
        return new HttpTarget((Traffic.Http) scenario.traffic()).send(request).join();
    }

    private Scenario scenario(String requests) {
        return scenario("20s", requests);
    }

    private Scenario scenario(String timeout, String requests) {
        return ScenarioReader.read("test", """
                name: test
                target: http://127.0.0.1:%d/
                timeout: %s
                userHeader: x-user
                headers: {x-team: blue}
                arrivals: even
                phases: [{name: only, duration: 500ms, arrivalRate: 200}]
                """.formatted(server.getAddress().getPort(), timeout) + requests);
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        byte[] body = "body".getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}

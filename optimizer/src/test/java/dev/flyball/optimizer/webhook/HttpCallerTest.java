package dev.flyball.optimizer.webhook;

import static dev.flyball.optimizer.Traffic.T0;
import static dev.flyball.optimizer.Traffic.brokenCache;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.flyball.optimizer.decide.Errand;
import dev.flyball.optimizer.webhook.Caller.Outcome;
import dev.flyball.schemas.AlertKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that answers well, badly, or never. */
class HttpCallerTest {
    private static final Errand ERRAND = new Errand(
            "a-1", "no-cache", "60 of 240 requests have failed.", brokenCache().asksFor(AlertKind.ERROR, 0), T0);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    /** What it answers, one after the other; the last one for ever, 0 for never. */
    private final Deque<Integer> statuses = new ArrayDeque<>();

    private final List<Headers> heads = Collections.synchronizedList(new ArrayList<>());
    private final List<byte[]> bodies = Collections.synchronizedList(new ArrayList<>());
    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", this::answer);
        service.setExecutor(threads);
        service.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        service.stop(0);
        threads.shutdownNow();
    }

    @Test
    void itIsToldWhatIsWrongAndWhoSaysSo() throws Exception {
        statuses.add(202);

        Outcome outcome = call(3);

        assertThat(outcome).isEqualTo(new Outcome(true, "The webhook answered 202."));
        assertThat(heads.get(0).getFirst("Authorization")).isEqualTo("Bearer open-sesame");
        assertThat(heads.get(0).getFirst("Idempotency-Key")).isEqualTo("a-1");
        JsonNode body = new ObjectMapper().readTree(bodies.get(0));
        assertThat(body.get("symptom").asText()).isEqualTo("no-cache");
        assertThat(body.at("/request/alert/rule").asText()).isEqualTo("failing");
        assertThat(body.at("/request/metrics/errors").asLong()).isEqualTo(60);
    }

    @Test
    void whatGoesWrongForAMomentIsTriedAgain() throws Exception {
        statuses.addAll(List.of(503, 429, 200));

        assertThat(call(3)).isEqualTo(new Outcome(true, "The webhook answered 200 at attempt 3."));
        assertThat(heads)
                .hasSize(3)
                .allMatch(head -> head.getFirst("Idempotency-Key").equals("a-1"));
    }

    @Test
    void oneThatFailsForEverIsGivenUp() throws Exception {
        statuses.add(500);

        assertThat(call(3)).isEqualTo(new Outcome(false, "The webhook answered 500 at attempt 3."));
        assertThat(heads).hasSize(3);
    }

    @Test
    void oneThatHangsIsGivenUp() throws Exception {
        statuses.add(0);

        assertThat(call(2)).isEqualTo(new Outcome(false, "The webhook did not answer within 200 ms at attempt 2."));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 404})
    void aRefusalIsNotTriedAgainAndARedirectNotFollowed(int status) throws Exception {
        statuses.add(status);

        assertThat(call(3)).isEqualTo(new Outcome(false, "The webhook answered " + status + "."));
        assertThat(heads).hasSize(1);
    }

    @Test
    void oneThatIsNotThereIsGivenUp() throws Exception {
        service.stop(0);

        assertThat(call(2).words())
                .startsWith("The webhook could not be reached: ")
                .endsWith(" at attempt 2.");
    }

    @Test
    void noMoreThanBoundedRunAtATime() {
        statuses.add(0);
        HttpCaller caller = new HttpCaller(settings(1), new Random(1));

        for (int i = 0; i < 8; i++) {
            assertThat(caller.call(ERRAND)).isPresent();
        }

        assertThat(caller.call(ERRAND)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/hook",
                "ftp://localhost/hook",
                "https://user:word@example.com/hook",
                "https:///hook",
                "/hook"
            })
    void theServiceIsReachedByHttpsOrOnThisMachine(String url) {
        assertThatThrownBy(() -> WebhookSettings.of(URI.create(url), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https address")
                .hasMessageNotContaining("word");
    }

    @Test
    void theSecretIsNotTold() {
        assertThat(settings(1)).asString().doesNotContain("open-sesame");
    }

    private Outcome call(int attempts) throws Exception {
        return new HttpCaller(settings(attempts), new Random(1))
                .call(ERRAND)
                .orElseThrow()
                .get(20, TimeUnit.SECONDS);
    }

    private WebhookSettings settings(int attempts) {
        URI url = URI.create("http://127.0.0.1:" + service.getAddress().getPort() + "/hook");
        return new WebhookSettings(url, "open-sesame", Duration.ofMillis(200), attempts, Duration.ofMillis(1));
    }

    private void answer(HttpExchange exchange) throws IOException {
        heads.add(exchange.getRequestHeaders());
        bodies.add(exchange.getRequestBody().readAllBytes());
        int status;
        synchronized (statuses) {
            status = statuses.size() == 1 ? statuses.getFirst() : statuses.removeFirst();
        }
        if (status == 0) {
            awaitEnd();
        }
        exchange.getResponseHeaders().set("Location", "/elsewhere");
        exchange.sendResponseHeaders(status == 0 ? 200 : status, -1);
        exchange.close();
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

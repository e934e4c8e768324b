package dev.flyball.processor.query;

import static dev.flyball.processor.query.FakeView.WINDOW_MS;
import static dev.flyball.processor.query.FakeView.alert;
import static dev.flyball.processor.query.FakeView.optimization;
import static dev.flyball.processor.query.FakeView.window;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flyball.processor.telemetry.CloudWatchConfig;
import dev.flyball.processor.telemetry.Scrape;
import dev.flyball.processor.telemetry.Telemetry;
import dev.flyball.schemas.AlertState;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryApiTest {
    private static final String PRODUCTS = "GET /api/products/{id}";
    private static final String CART = "POST /api/cart";
    private static final long NOON = 1_769_860_800_000L;

    private final FakeView view = new FakeView();
    private final AtomicReference<String> accepted = new AtomicReference<>();
    private Client client = start(HttpConfig.LOOPBACK);

    private Client start(HttpConfig http) {
        return new Client(new QueryApi(http, view, accept -> {
                    accepted.set(accept);
                    return new Scrape("text/plain; version=0.0.4; charset=utf-8", "up 1\n");
                })
                .start());
    }

    @AfterEach
    void stop() {
        client.close();
    }

    private void anHourOfProducts() {
        for (long start = NOON - 3_600_000; start < NOON; start += WINDOW_MS) {
            view.windows.add(window("storefront", PRODUCTS, start, 0.01, 100));
        }
        view.clock = OptionalLong.of(NOON);
    }

    @Test
    void aLengthCountsBackFromEventTime() {
        anHourOfProducts();

        JsonNode answer = client.json("/performance/metrics", Map.of("endpoint", PRODUCTS, "timeRange", "15m"));

        assertThat(answer.get("service").asText()).isEqualTo("storefront");
        assertThat(answer.get("from").asLong()).isEqualTo(NOON - 900_000);
        assertThat(answer.get("to").asLong()).isEqualTo(NOON);
        assertThat(answer.get("series")).hasSize(90);
        assertThat(answer.at("/series/0/timestamp").asLong()).isEqualTo(NOON - 900_000);
        assertThat(answer.at("/series/89/timestamp").asLong()).isEqualTo(NOON - WINDOW_MS);
    }

    @Test
    void aPointHasTheFiguresOfItsWindowAndNoSketches() {
        anHourOfProducts();

        JsonNode point = client.json("/performance/metrics", Map.of("endpoint", "storefront|" + PRODUCTS))
                .at("/series/0");

        assertThat(point.get("responseTime").asDouble()).isEqualTo(12.5);
        assertThat(point.get("errorRate").asDouble()).isEqualTo(0.01);
        assertThat(point.get("concurrentUsers").asLong()).isEqualTo(17);
        assertThat(point.at("/resourceUsage/cpu").asDouble()).isEqualTo(0.4);
        assertThat(point.at("/percentiles/p95").asDouble()).isEqualTo(100);
        assertThat(point.at("/cache/0/hitRatio").asDouble()).isEqualTo(0.75);
        assertThat(point.at("/arms/0/arm").asText()).isEqualTo("treated");
        assertThat(point.has("sketches")).isFalse();
    }

    @Test
    void aLimitKeepsTheNewestWindowsAndTellsHowManyThereAre() {
        anHourOfProducts();

        JsonNode answer =
                client.json("/performance/metrics", Map.of("endpoint", PRODUCTS, "timeRange", "1h", "limit", "2"));

        assertThat(answer.get("total").asInt()).isEqualTo(360);
        assertThat(answer.at("/series/1/timestamp").asLong()).isEqualTo(NOON - WINDOW_MS);
        assertThat(answer.get("series")).hasSize(2);
    }

    @Test
    void anUnknownEndpointGetsNearMatches() {
        anHourOfProducts();

        HttpResponse<String> answer = client.get("/performance/metrics", Map.of("endpoint", "GET /api/product/{id}"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(Client.parse(answer).at("/candidates/0").asText()).isEqualTo("storefront|" + PRODUCTS);
        assertThat(Client.parse(answer).get("instance").asText()).isEqualTo("/performance/metrics");
    }

    @Test
    void aHostileNameComesBackAsJsonAndNothingElse() {
        String hostile = "<script>alert(1)</script>\"\r\nSet-Cookie: a=b";

        HttpResponse<String> answer = client.get("/performance/metrics", Map.of("endpoint", hostile));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Client.parse(answer).get("detail").asText()).contains(hostile);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/performance/metrics",
                "/performance/metrics?endpoint=",
                "/performance/metrics?endpoint=a&endpoint=b",
                "/performance/metrics?endpoint=a&timerange=15m",
                "/performance/endpoints?limit=0",
                "/performance/endpoints?limit=5001",
                "/performance/endpoints?limit=many",
                "/performance/alerts?state=FIRING",
                "/healthz?verbose=1"
            })
    void aWrongParameterIsRefused(String target) {
        HttpResponse<String> answer = client.get(target);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Client.parse(answer).get("type").asText()).isEqualTo("urn:flyball:problem:bad-parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"endpoint=%", "endpoint=%zz", "endpoint=%f", "%zz=a", "%=%", "=", "&&"})
    void aBrokenQueryIsTheFaultOfTheClient(String query) {
        assertThat(client.raw("/performance/metrics?" + query)).startsWith("HTTP/1.1 400");
    }

    @Test
    void bytesThatAreNoTextAreJustAnUnknownEndpoint() {
        assertThat(client.raw("/performance/metrics?endpoint=%ff%fe")).startsWith("HTTP/1.1 404");
    }

    @Test
    void aWrongTimeRangeIsToldWhichFormsAreAccepted() {
        anHourOfProducts();

        HttpResponse<String> answer =
                client.get("/performance/metrics", Map.of("endpoint", PRODUCTS, "timeRange", "a while"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Client.parse(answer).get("detail").asText()).contains("timeRange", "15m", "PT15M", "RFC 3339");
    }

    @Test
    void theWorstEndpointsComeFirst() {
        view.windows.add(window("s", "healthy", 0, 0, 50));
        view.windows.add(window("s", "slow", 0, 0, 700));
        view.windows.add(window("s", "failing", 0, 0.5, 50));
        view.windows.add(window("s", "pending", 0, 0, 10));
        view.windows.add(window("s", "firing", 0, 0, 10));
        view.alerts.add(alert("s", "firing", "p95-high", AlertState.FIRING));
        view.alerts.add(alert("s", "firing", "errors", AlertState.PENDING));
        view.alerts.add(alert("s", "pending", "p95-high", AlertState.PENDING));
        view.alerts.add(alert("s", "healthy", "p95-high", AlertState.RESOLVED));

        JsonNode items = client.json("/performance/endpoints", Map.of()).get("items");

        assertThat(items.findValuesAsText("state")).containsExactly("firing", "pending", "ok", "ok", "ok");
        assertThat(items)
                .extracting(item -> item.get("endpoint").asText())
                .containsExactly("firing", "pending", "failing", "slow", "healthy");
        assertThat(items.at("/0/alerts")).extracting(JsonNode::asText).containsExactly("errors", "p95-high");
        assertThat(items.at("/0/newest").has("sketches")).isFalse();
    }

    @Test
    void alertsAreFilteredByStateAndEndpoint() {
        view.alerts.add(alert("s", CART, "a", AlertState.FIRING));
        view.alerts.add(alert("s", CART, "b", AlertState.RESOLVED));
        view.alerts.add(alert("s", PRODUCTS, "c", AlertState.FIRING));

        JsonNode firing = client.json("/performance/alerts", Map.of("state", "firing", "endpoint", CART));

        assertThat(firing.get("total").asInt()).isEqualTo(1);
        assertThat(firing.at("/items/0/rule").asText()).isEqualTo("a");
        assertThat(client.json("/performance/alerts", Map.of()).get("total").asInt())
                .isEqualTo(3);
    }

    @Test
    void theNewestActionOfAnAlertIsLinked() {
        view.alerts.add(alert("s", CART, "1", AlertState.FIRING));
        view.alerts.add(alert("s", CART, "2", AlertState.FIRING));
        view.optimizations.add(optimization("s", CART, "a-2"));
        view.optimizations.add(optimization("s", CART, "a-1"));

        JsonNode alerts = client.json("/performance/alerts", Map.of());

        assertThat(alerts.at("/items/0/action").asText()).isEqualTo("a-2");
        assertThat(alerts.at("/items/1").has("action")).isFalse();
    }

    @Test
    void itIsExplainedWhatEachRuleSays() {
        view.windows.add(window("s", CART, 0, 0, 10));
        view.clock = OptionalLong.of(10_000);

        JsonNode explained = client.json("/performance/rules/explain", Map.of("endpoint", "s|" + CART));

        assertThat(explained.get("at").asLong()).isEqualTo(10_000);
        assertThat(explained.findValuesAsText("rule"))
                .containsExactly("drift:latency", "drift:errors", "drift:traffic", "errors", "slow");
        assertThat(explained.at("/rules/3/outcome").asText()).isEqualTo("clear");
        assertThat(explained.at("/rules/3/gates/0/name").asText()).isEqualTo("samples");
        assertThat(client.json("/performance/rules", Map.of()).findValuesAsText("name"))
                .contains("drift", "errors", "slow");
    }

    @Test
    void optimizationsAreFilteredByEndpointAndCut() {
        view.optimizations.add(optimization("s", CART, "a-2"));
        view.optimizations.add(optimization("s", PRODUCTS, "a-1"));
        view.optimizations.add(optimization("s", CART, "a-0"));

        JsonNode answer = client.json("/performance/optimizations", Map.of("endpoint", CART, "limit", "1"));

        assertThat(answer.get("total").asInt()).isEqualTo(2);
        assertThat(answer.get("items")).hasSize(1);
        assertThat(answer.at("/items/0/id").asText()).isEqualTo("a-2");
    }

    @Test
    void whileStateIsRestoredClientsAreAskedToComeBack() {
        view.fault = new StoresUnavailableException("partition 3 is being restored");

        HttpResponse<String> answer = client.get("/performance/endpoints");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValueAsLong("Retry-After")).hasValue(5);
        assertThat(Client.parse(answer).get("detail").asText()).isEqualTo("partition 3 is being restored");
    }

    @Test
    void aFaultInsideIsNotToldOutside() {
        view.fault = new IllegalStateException("jdbc:secret");

        HttpResponse<String> answer = client.get("/performance/endpoints");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret").doesNotContain("IllegalState");
    }

    @Test
    void pathsAndMethodsThatAreNotServedAreProblemsToo() {
        assertThat(client.get("/performance/nothing").statusCode()).isEqualTo(404);
        assertThat(Client.parse(client.get("/performance/nothing")).get("title").asText())
                .isEqualTo("Not Found");
        HttpResponse<String> posted = client.post("/performance/alerts");
        assertThat(posted.statusCode()).isEqualTo(405);
        assertThat(posted.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void theProbesTellLifeFromReadiness() {
        view.health = new Health(true, false, Map.of("streams", "REBALANCING"));

        assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = client.get("/readyz");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(Client.parse(ready).at("/details/streams").asText()).isEqualTo("REBALANCING");
    }

    @Test
    void whatIsDeadIsNotReady() {
        view.health = new Health(false, true, Map.of());

        assertThat(client.get("/healthz").statusCode()).isEqualTo(503);
        assertThat(client.get("/readyz").statusCode()).isEqualTo(503);
    }

    @Test
    void withATokenOnlyTheProbesAreOpen() {
        client.close();
        client = start(new HttpConfig("127.0.0.1", 0, "s3cr3t"));

        assertThat(client.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(client.get("/readyz").statusCode()).isEqualTo(200);
        for (String closed : new String[] {
            "/performance/endpoints",
            "/metrics",
            "/openapi.yaml",
            "/nothing",
            "/healthz/",
            "//healthz",
            "/healthz/../metrics"
        }) {
            assertThat(client.get(closed).statusCode()).as(closed).isEqualTo(401);
            assertThat(client.get(closed, "Bearer s3cr3").statusCode())
                    .as(closed)
                    .isEqualTo(401);
            assertThat(client.get(closed, "Basic s3cr3t").statusCode())
                    .as(closed)
                    .isEqualTo(401);
        }
        assertThat(client.get("/metrics").headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer");
        assertThat(client.get("/metrics", "Bearer s3cr3t").statusCode()).isEqualTo(200);
    }

    @Test
    void aScraperIsToldTheFormOfWhatItGets() {
        client.close();
        Telemetry telemetry = new Telemetry(CloudWatchConfig.OFF, InstantSource.system());
        client = new Client(new QueryApi(HttpConfig.LOOPBACK, view, telemetry).start());
        telemetry.meters().accepted(42);

        HttpResponse<String> answer = client.get("/metrics");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body().lines()).contains("flyball_samples_total 42.0");
        telemetry.close();
    }

    @Test
    void theFormThatAScraperAsksForIsPassedOn() {
        client.get("/metrics");

        assertThat(accepted).hasValue("application/json");
    }
}

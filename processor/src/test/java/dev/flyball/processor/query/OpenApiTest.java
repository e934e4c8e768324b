package dev.flyball.processor.query;

import static dev.flyball.processor.query.FakeView.alert;
import static dev.flyball.processor.query.FakeView.optimization;
import static dev.flyball.processor.query.FakeView.window;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.flyball.processor.combine.Folded;
import dev.flyball.processor.telemetry.Scrape;
import dev.flyball.schemas.AlertState;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds {@code openapi.yaml}, as it is served, against what a running server really does. */
class OpenApiTest {
    private final FakeView view = new FakeView();
    private final Client client = new Client(new QueryApi(
                    HttpConfig.LOOPBACK, view, accept -> new Scrape("text/plain; version=0.0.4; charset=utf-8", ""))
            .start());
    private JsonNode file;

    @BeforeEach
    void givenAViewWithSomeOfEverything() throws JsonProcessingException {
        view.windows.add(window("storefront", "GET /api/products/{id}", 0, 0.01, 100));
        view.windows.add(window("storefront", "POST /api/cart", 0, 0, 90));
        view.windows.add(window("backoffice", "POST /api/cart", 0, 0, 90));
        Stream.of(AlertState.values())
                .forEach(state -> view.alerts.add(alert("storefront", "POST /api/cart", "r-" + state, state)));
        view.optimizations.add(optimization("storefront", "POST /api/cart", "a-1"));
        view.folded.add(
                new Folded("storefront", 12, 5_000, List.of(new Folded.Shape("GET /users/*", 8, "GET /users/4711"))));
        view.clock = OptionalLong.of(FakeView.WINDOW_MS);
        file = new YAMLMapper().readTree(client.get("/openapi.yaml").body());
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void theFileHasExactlyTheRoutesAndParametersThatAreServed() {
        Map<String, List<String>> documented = new TreeMap<>();
        file.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> documented.put(
                                method.getKey() + " " + path.getKey(), queryParameters(method.getValue()))));
        Map<String, List<String>> served = new TreeMap<>();
        client.api()
                .routes()
                .forEach(route -> served.put(
                        route.method().name().toLowerCase(Locale.ROOT) + " " + route.path(), route.parameters()));

        assertThat(documented).isEqualTo(served);
    }

    private static List<String> queryParameters(JsonNode method) {
        return StreamSupport.stream(method.path("parameters").spliterator(), false)
                .filter(parameter -> parameter.path("in").asText().equals("query"))
                .map(parameter -> parameter.get("name").asText())
                .toList();
    }

    @Test
    void theLimitsInTheFileAreThoseOfTheCode() {
        assertThat(mostOf("/performance/metrics")).isEqualTo(PerformanceRoutes.MOST_WINDOWS);
        assertThat(mostOf("/performance/endpoints")).isEqualTo(PerformanceRoutes.MOST_ENDPOINTS);
        assertThat(mostOf("/performance/alerts")).isEqualTo(PerformanceRoutes.MOST_EVENTS);
        assertThat(mostOf("/performance/optimizations")).isEqualTo(PerformanceRoutes.MOST_EVENTS);
    }

    private int mostOf(String path) {
        return StreamSupport.stream(
                        file.get("paths").get(path).at("/get/parameters").spliterator(), false)
                .filter(parameter -> parameter.get("name").asText().equals("limit"))
                .map(parameter -> parameter.at("/schema/maximum").asInt())
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "200, /performance/metrics, ?endpoint=GET%20/api/products/%7Bid%7D",
        "400, /performance/metrics, ?endpoint=POST%20/api/cart",
        "400, /performance/metrics, ''",
        "404, /performance/metrics, ?endpoint=POST%20/api/card",
        "200, /performance/endpoints, ''",
        "400, /performance/endpoints, ?limit=0",
        "200, /performance/alerts, ''",
        "404, /performance/alerts, ?endpoint=nowhere",
        "200, /performance/rules, ''",
        "200, /performance/rules/explain, ?endpoint=GET%20/api/products/%7Bid%7D",
        "404, /performance/rules/explain, ?endpoint=nowhere",
        "200, /performance/optimizations, ''",
        "200, /performance/cardinality, ''",
        "200, /actions, ''",
        "400, /actions, ?limit=0",
        "200, /healthz, ''",
        "200, /readyz, ''"
    })
    void anAnswerIsAsItsSchemaSays(int status, String path, String query) {
        assertIsDocumented(client.get(path + query), status, path);
    }

    @Test
    void anAnswerWhileStateIsRestoredIsAsItsSchemaSays() {
        view.fault = new StoresUnavailableException("restoring");

        assertIsDocumented(client.get("/performance/optimizations"), 503, "/performance/optimizations");
    }

    private void assertIsDocumented(HttpResponse<String> answer, int status, String path) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode response =
                resolved(file.get("paths").get(path).get("get").get("responses").path(Integer.toString(status)));
        String mediaType = answer.headers().firstValue("Content-Type").orElseThrow();
        JsonNode schema = response.path("content").path(mediaType).path("schema");
        assertThat(schema.has("$ref"))
                .as("%s %s %s is documented", path, status, mediaType)
                .isTrue();
        assertThat(schemaOf(schema.get("$ref").asText()).validate(Client.parse(answer)))
                .as(answer.body())
                .isEmpty();
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? file.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** The schema, closed: clients must bear unknown fields, but here each one is a field that nobody documented. */
    private Schema schemaOf(String reference) {
        ObjectNode root = new YAMLMapper().createObjectNode();
        root.put("$ref", reference);
        root.set("components", file.get("components").deepCopy());
        root.at("/components/schemas").findParents("properties").forEach(OpenApiTest::close);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root);
    }

    private static void close(JsonNode schema) {
        ((ObjectNode) schema).put("additionalProperties", false);
    }
}

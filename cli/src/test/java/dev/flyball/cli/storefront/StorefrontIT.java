package dev.flyball.cli.storefront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flyball.cache.CacheClient;
import dev.flyball.cli.topics.ClusterTopics;
import dev.flyball.embedded.EmbeddedKafka;
import dev.flyball.embedded.EmbeddedRedis;
import dev.flyball.schemas.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorefrontIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static EmbeddedKafka kafka;
    private static EmbeddedRedis redis;
    private static Storefront shop;

    @BeforeAll
    static void open() {
        kafka = EmbeddedKafka.start(EmbeddedKafka.Settings.DEFAULT);
        redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            new ClusterTopics(admin, Topics.DEFAULT).create(Optional.of((short) 1));
        }
        shop = Storefront.start(settings());
    }

    @AfterAll
    static void close() {
        shop.close();
        redis.close();
        kafka.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/products, 200",
        "/api/products/7, 200",
        "/api/products/100000, 404",
        "/api/products/seven, 404",
        "/api/categories/3, 200",
        "/api/categories/99, 404",
        "/api/search?q=governor%2011, 200",
        "/api/search, 400",
        "/api/cart/u-1, 200",
        "/nowhere, 404"
    })
    void itAnswersWhatItIsAskedAndRefusesWhatItCannotKnow(String path, int status) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith(status == 200 ? "application/json" : "application/problem+json");
    }

    @Test
    void anOrderIsTakenOrRefusedWithAReason() throws Exception {
        assertThat(post("{\"user\":\"u-1\",\"product\":7,\"quantity\":2}").statusCode())
                .isEqualTo(201);
        assertThat(post("{\"user\":\"u-1\",\"product\":7,\"quantity\":0}").statusCode())
                .isEqualTo(400);
        assertThat(post("{\"user\":\"u-1\",\"product\":70000,\"quantity\":1}").statusCode())
                .isEqualTo(404);
        assertThat(post("no json").statusCode()).isEqualTo(400);
    }

    @Test
    void aBadDeployBreaksProductsUntilTheirNamespaceIsInvalidated() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            shop.suffer(new Fault.BadDeploy());
            assertThat(get("/api/products/7").statusCode()).isEqualTo(500);
        });
        shop.recover();
        assertThat(status("/api/products/7")).isEqualTo(500);

        try (CacheClient operator = CacheClient.builder()
                .redis(redis.uri())
                .kafka(Map.of("bootstrap.servers", kafka.bootstrapServers()), Topics.DEFAULT)
                .build()) {
            operator.namespace("products", Product.class).build();
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> operator.invalidateNamespace("products", "broken entries")
                            .thenApply(done -> true)
                            .get(5, TimeUnit.SECONDS));
        }

        await().atMost(PATIENCE).until(() -> status("/api/products/7") == 200);
    }

    @Test
    void aSlowDatabaseIsFeltByWhoeverWantsAListThatIsNotInTheCache() throws Exception {
        shop.suffer(new Fault.SlowDatabase(Duration.ofMillis(300)));
        long begun = System.nanoTime();
        get("/api/search?q=never%20asked");
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        shop.recover();

        assertThat(took).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void itGoesOnAnsweringWithoutKafkaAndRedis() throws Exception {
        URI nobody = URI.create("redis://127.0.0.1:1");
        try (Storefront alone = Storefront.start(new Storefront.Settings(
                Map.of("bootstrap.servers", "127.0.0.1:1"), Topics.DEFAULT, nobody, "127.0.0.1", 0))) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + alone.port() + "/api/products/7"))
                    .build();

            assertThat(CLIENT.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static Storefront.Settings settings() {
        return new Storefront.Settings(
                Map.of("bootstrap.servers", kafka.bootstrapServers()), Topics.DEFAULT, redis.uri(), "127.0.0.1", 0);
    }

    private static int status(String path) {
        try {
            return get(path).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return CLIENT.send(
                request("/api/orders")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + shop.port() + path));
    }
}

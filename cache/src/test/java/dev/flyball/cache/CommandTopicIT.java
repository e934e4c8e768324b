package dev.flyball.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flyball.cache.log.LogTail;
import dev.flyball.cache.log.LogView;
import dev.flyball.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What docs/cache.md tells other services to write does what it says there, byte by byte. */
class CommandTopicIT extends RealServers {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final List<String> KEYS = List.of("eu-1", "eu-2", "us-1", "42");

    private static CacheClient client;
    private static FlyballCache<Product> products;
    private static final AtomicInteger loads = new AtomicInteger();

    @BeforeAll
    static void startClient() {
        client = CacheClient.builder()
                .redis(redis.uri())
                .kafka(ControlTopic.settings(kafka), Topics.DEFAULT)
                .build();
        products = client.namespace("products", Product.class)
                .tags(product -> product.id().equals("us-1") ? Tags.of("brand:acme") : Tags.NONE)
                .build();
        await().atMost(LONG).until(() -> client.knows("products"));
    }

    @AfterAll
    static void stopClient() {
        client.close();
    }

    @Test
    void whatIsWrittenAsTheManualSaysIsInvalidated() throws Exception {
        KEYS.forEach(CommandTopicIT::get);
        assertThat(loads).hasValue(KEYS.size());

        write("products#glob:eu-*");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(products.get("eu-1")).isEmpty());
        assertThat(products.get("eu-2")).isEmpty();
        assertThat(products.get("us-1")).isPresent();

        write("products#brand:acme");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(products.get("us-1")).isEmpty());
        assertThat(products.get("42")).isPresent();

        try (Jedis jedis = new Jedis("127.0.0.1", redis.port())) {
            assertThat(jedis.unlink("flyball:products:{42}", "flyball:products:{42}:l"))
                    .isPositive();
        }
        assertThat(products.get("42")).as("from memory").isPresent();
        write("products:42");
        await().atMost(LONG).untilAsserted(() -> assertThat(products.get("42")).isEmpty());

        KEYS.forEach(CommandTopicIT::get);
        write("products");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(KEYS)
                        .allSatisfy(key -> assertThat(products.get(key)).isEmpty()));
        KEYS.forEach(CommandTopicIT::get);
        assertThat(loads).hasValue(KEYS.size() * 3);
        assertThat(KEYS).allSatisfy(key -> assertThat(products.get(key)).isPresent());
        assertThat(reasons()).containsExactly("bad deploy", "renamed", "tax changed");
    }

    /** As somebody sees it who reads the log for once. */
    private static List<String> reasons() {
        try (LogTail tail =
                new LogTail(ControlTopic.settings(kafka), Topics.DEFAULT, Instant.EPOCH, LONG, System::nanoTime)) {
            LogView view = new LogView(System::nanoTime);
            tail.toEnd(view::take);
            return view.records().stream()
                    .filter(record -> record.namespace().equals("products"))
                    .map(record -> record.reason())
                    .toList();
        }
    }

    private static void get(String key) {
        products.get(key, k -> new Product(k, loads.incrementAndGet()));
    }

    /** Writes the line of the manual that begins with a key. */
    private static void write(String key) throws Exception {
        String line = line(key).replace("$now", Long.toString(System.currentTimeMillis()));
        String topic = key.equals("products:42") ? "flyball.cache-keys" : "flyball.cache-control";
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(ControlTopic.settings(kafka), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, key, line.substring(key.length() + 1)))
                    .get();
        }
    }

    private static String line(String key) throws IOException {
        return Files.readString(Path.of("../docs/cache.md"), UTF_8)
                .lines()
                .filter(line -> line.startsWith(key + "|{"))
                .findFirst()
                .orElseThrow();
    }
}

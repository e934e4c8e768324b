package dev.flyball.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.flyball.embedded.EmbeddedKafka;
import dev.flyball.embedded.EmbeddedRedis;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.topic.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis and Kafka slow, away, and back. */
class CacheFaultIT {
    private static final Product PRODUCT = new Product("42", 100);
    private static final Duration LONG = Duration.ofSeconds(20);

    @BeforeEach
    @AfterEach
    void forgetReads() {
        CacheReads.take();
    }

    @Test
    void theLoaderAnswersWhileRedisIsSilentOrGone() {
        EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
        try (CacheClient client = CacheClient.builder().redis(redis.uri()).build()) {
            FlyballCache<Product> cache =
                    client.namespace("products", Product.class).l1MaxEntries(0).build();
            assertThat(outcomeOf(cache)).isEqualTo(CacheOutcome.MISS);
            assertThat(outcomeOf(cache)).isEqualTo(CacheOutcome.L2);

            redis.suspend();
            assertThat(outcomeOf(cache)).isEqualTo(CacheOutcome.BYPASS);
            assertThatThrownBy(() -> cache.invalidate("42")).isInstanceOf(CacheAwayException.class);
            redis.resume();
            await().atMost(LONG).until(() -> outcomeOf(cache) == CacheOutcome.L2);

            redis.close();
            assertThat(outcomeOf(cache)).isEqualTo(CacheOutcome.BYPASS);
            try (EmbeddedRedis again = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT.withPort(redis.port()))) {
                await().atMost(LONG).until(() -> outcomeOf(cache) == CacheOutcome.L2);
                assertThat(again.uri()).isEqualTo(redis.uri());
            }
        } finally {
            redis.close();
        }
    }

    @Test
    void theBreakerKeepsRequestsAwayFromASilentRedis() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
                CacheClient client = CacheClient.builder()
                        .redis(redis.uri())
                        .redisTimeout(Duration.ofMillis(50))
                        .build()) {
            FlyballCache<Product> cache =
                    client.namespace("products", Product.class).l1MaxEntries(0).build();
            redis.suspend();

            for (int i = 0; i < 1_000; i++) {
                assertThat(cache.get("42", key -> PRODUCT)).isEqualTo(PRODUCT);
            }

            assertThat(cache.stats().redisFailures()).isBetween(3L, 100L);
        }
    }

    @Test
    void aClientStartsWithNothingThereAndGoesLiveWhenThereIs(@TempDir Path data) throws Exception {
        // given a port on which there is no broker yet
        EmbeddedKafka.Settings settings = EmbeddedKafka.Settings.DEFAULT.withDataFolder(data);
        String address;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(settings)) {
            ControlTopic.create(kafka);
            address = kafka.bootstrapServers();
        }
        settings = settings.withPort(Integer.parseInt(address.split(":")[1]));
        try (EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
                CacheClient client = CacheClient.builder()
                        .redis(redis.uri())
                        .kafka(Map.of("bootstrap.servers", address), Topics.DEFAULT)
                        .build()) {
            FlyballCache<Product> cache =
                    client.namespace("products", Product.class).build();
            assertThat(client.state()).isEqualTo(ControlState.SUSPECT);
            assertThat(outcomeOf(cache)).isEqualTo(CacheOutcome.BYPASS);
            assertThat(outcomeOf(cache)).isEqualTo(CacheOutcome.BYPASS);

            // when it starts, stops, and starts again
            try (EmbeddedKafka kafka = EmbeddedKafka.start(settings)) {
                await().atMost(LONG).until(() -> client.state() == ControlState.LIVE);
                await().atMost(LONG).until(() -> outcomeOf(cache) == CacheOutcome.L1);
                assertThat(kafka.bootstrapServers()).isEqualTo(address);
            }
            await().atMost(LONG).until(() -> client.state() == ControlState.SUSPECT);

            // then memory is trusted again only after that
            assertThat(outcomeOf(cache)).isEqualTo(CacheOutcome.L2);
            assertThat(outcomeOf(cache)).isEqualTo(CacheOutcome.L2);
            try (EmbeddedKafka kafka = EmbeddedKafka.start(settings)) {
                await().atMost(LONG).until(() -> client.state() == ControlState.LIVE);
                assertThat(outcomeOf(cache)).isIn(CacheOutcome.L1, CacheOutcome.L2);
                assertThat(outcomeOf(cache)).isEqualTo(CacheOutcome.L1);
                assertThat(kafka.bootstrapServers()).isEqualTo(address);
            }
        }
    }

    @Test
    void withKafkaCutOffAKeyThatAnotherInvalidatesIsGoneWithinTheBound() throws Exception {
        Duration bound = Duration.ofSeconds(5);
        EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafka.Settings.DEFAULT);
        try (EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT)) {
            ControlTopic.create(kafka);
            try (CacheClient here = steered(redis, kafka);
                    CacheClient there = steered(redis, kafka)) {
                FlyballCache<Product> ours = held(here);
                FlyballCache<Product> theirs = held(there);
                await().atMost(LONG).until(() -> outcomeOf(ours) == CacheOutcome.L1);
                await().atMost(LONG).until(() -> outcomeOf(theirs) == CacheOutcome.L1);

                kafka.close();
                ours.invalidate("42");

                await().atMost(bound).until(() -> theirs.get("42").isEmpty());
                assertThat(ours.get("42")).isEmpty();
            }
        } finally {
            kafka.close();
        }
    }

    private static CacheClient steered(EmbeddedRedis redis, EmbeddedKafka kafka) {
        return CacheClient.builder()
                .redis(redis.uri())
                .kafka(ControlTopic.settings(kafka), Topics.DEFAULT)
                .build();
    }

    /** For long, so that it is not this that bounds it. */
    private static FlyballCache<Product> held(CacheClient client) {
        return client.namespace("products", Product.class)
                .l1Hold(Duration.ofMinutes(1))
                .build();
    }

    @Test
    void anAddressThatCannotBeResolvedStopsNobody() {
        try (CacheClient client = CacheClient.builder()
                .redis(URI.create("redis://no-such-host.invalid:6379"))
                .kafka(Map.of("bootstrap.servers", "no-such-host.invalid:9092"), Topics.DEFAULT)
                .build()) {
            FlyballCache<Product> cache =
                    client.namespace("products", Product.class).build();

            assertThat(cache.get("42", key -> PRODUCT)).isEqualTo(PRODUCT);
            assertThat(client.invalidateNamespace("products", "test")).failsWithin(LONG);
        }
    }

    @Test
    void anAddressThatIsNotOneOfRedisIsSaidSo() {
        assertThatThrownBy(() -> CacheClient.builder()
                        .redis(URI.create("http://user:secret@localhost:6379"))
                        .build())
                .hasMessageContaining("redis://host:port")
                .hasMessageNotContaining("secret");
    }

    private static CacheOutcome outcomeOf(FlyballCache<Product> cache) {
        assertThat(cache.get("42", key -> PRODUCT)).isEqualTo(PRODUCT);
        return CacheReads.take().orElseThrow().outcome();
    }
}

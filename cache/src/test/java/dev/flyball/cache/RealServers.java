package dev.flyball.cache;

import static org.awaitility.Awaitility.await;

import dev.flyball.embedded.EmbeddedKafka;
import dev.flyball.embedded.EmbeddedRedis;
import dev.flyball.schemas.CacheOutcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A real Kafka with the topics of the cache and a real Redis, for as long as a test class runs. */
abstract class RealServers {
    static EmbeddedKafka kafka;
    static EmbeddedRedis redis;

    @BeforeAll
    static void startServers() throws Exception {
        kafka = EmbeddedKafka.start(EmbeddedKafka.Settings.DEFAULT);
        redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
        ControlTopic.create(kafka);
    }

    @AfterAll
    static void stopServers() {
        redis.close();
        kafka.close();
    }

    @AfterEach
    void forgetReads() {
        CacheReads.take();
    }

    /** Waits until the namespace has its record on the control log, before which nothing is cached. */
    static void awaitIntroduced(FlyballCache<Product> cache) {
        CacheReads.take();
        await().until(() -> {
            cache.get("probe");
            return CacheReads.take().orElseThrow().outcome() != CacheOutcome.BYPASS;
        });
    }
}

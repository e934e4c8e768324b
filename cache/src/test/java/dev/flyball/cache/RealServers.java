package dev.flyball.cache;

import static org.awaitility.Awaitility.await;

import dev.flyball.embedded.EmbeddedKafka;
import dev.flyball.embedded.EmbeddedRedis;
import dev.flyball.schemas.CacheOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A real Kafka with the topics of the cache and a real Redis, the same for all classes, as long as tests run: each has
 * namespaces of its own.
 */
@ExtendWith(RealServers.Start.class)
abstract class RealServers {
    static EmbeddedKafka kafka;
    static EmbeddedRedis redis;

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

    /** What is started by the first class and stopped after the last one. */
    private record Servers(EmbeddedKafka kafka, EmbeddedRedis redis) implements AutoCloseable {
        static Servers start() {
            Servers servers = new Servers(
                    EmbeddedKafka.start(EmbeddedKafka.Settings.DEFAULT),
                    EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT));
            ControlTopic.create(servers.kafka);
            return servers;
        }

        @Override
        public void close() {
            redis.close();
            kafka.close();
        }
    }

    static final class Start implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            Servers servers = context.getRoot()
                    .getStore(Namespace.create(RealServers.class))
                    .computeIfAbsent(Servers.class, type -> Servers.start(), Servers.class);
            kafka = servers.kafka;
            redis = servers.redis;
        }
    }
}

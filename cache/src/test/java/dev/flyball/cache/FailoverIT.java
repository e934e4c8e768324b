package dev.flyball.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flyball.cache.entry.EntryKey;
import dev.flyball.embedded.EmbeddedRedis;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.topic.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** A primary with a replica that is behind, and a Sentinel that makes it the primary. */
class FailoverIT extends RealServers {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String NAMESPACE = "failover";

    private final AtomicInteger price = new AtomicInteger(1);

    @Test
    void aReplicaThatLostTheLastInvalidationsTakesOverAndNothingStaleIsServed() throws Exception {
        EmbeddedRedis primary = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
        try (Between replication = new Between(primary.port());
                EmbeddedRedis replica = replicaOf(replication);
                EmbeddedRedis sentinel = EmbeddedRedis.startSentinel("main", primary.port());
                CacheClient here = client(sentinel);
                CacheClient there = client(sentinel)) {
            awaitKnown(sentinel);
            FlyballCache<Product> ours = products(here);
            FlyballCache<Product> theirs = products(there);
            awaitIntroduced(ours);
            awaitIntroduced(theirs);

            // given a replica that has the value, and not that it was invalidated
            ours.get("42", this::load);
            await().atMost(LONG).until(() -> has(replica, "42"));
            replication.behave(Between.Behaviour.CUT);
            price.incrementAndGet();
            theirs.invalidate("42");
            await().atMost(LONG).until(() -> ours.get("42").isEmpty());
            // when the primary dies
            primary.close();

            // then the app goes on, first without Redis, then with the replica, and never sees the old value
            await().atMost(LONG).until(() -> outcomeOf(ours) == CacheOutcome.BYPASS);
            assertThat(has(replica, "42")).as("the invalidation is lost").isTrue();
            await().atMost(LONG)
                    .until(() -> outcomeOf(ours) == CacheOutcome.L2 && outcomeOf(theirs) == CacheOutcome.L2);
            price.incrementAndGet();
            ours.invalidate("42");
            assertThat(outcomeOf(ours)).isEqualTo(CacheOutcome.MISS);
        } finally {
            primary.close();
        }
    }

    private CacheOutcome outcomeOf(FlyballCache<Product> cache) {
        CacheReads.take();
        assertThat(cache.get("42", this::load)).isEqualTo(new Product("42", price.get()));
        return CacheReads.take().orElseThrow().outcome();
    }

    private Product load(String key) {
        return new Product(key, price.get());
    }

    private static boolean has(EmbeddedRedis server, String key) {
        return ask(server, redis -> redis.exists(EntryKey.of(NAMESPACE, key).value()));
    }

    private static EmbeddedRedis replicaOf(Between primary) {
        EmbeddedRedis replica = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
        ask(replica, redis -> redis.replicaof("127.0.0.1", primary.port()));
        await().atMost(LONG)
                .until(() -> ask(replica, redis -> redis.info("replication")).contains("master_link_status:up"));
        return replica;
    }

    /** Whom the Sentinel does not know of cannot take over. */
    private static void awaitKnown(EmbeddedRedis sentinel) {
        await().atMost(LONG)
                .until(() ->
                        !ask(sentinel, redis -> redis.sentinelReplicas("main")).isEmpty());
    }

    private static <T> T ask(EmbeddedRedis server, Function<Jedis, T> question) {
        try (Jedis redis = new Jedis(
                new HostAndPort("127.0.0.1", server.port()),
                DefaultJedisClientConfig.builder().autoNegotiateProtocol(false).build())) {
            return question.apply(redis);
        }
    }

    private static FlyballCache<Product> products(CacheClient client) {
        return client.namespace(NAMESPACE, Product.class).l1MaxEntries(0).build();
    }

    private static CacheClient client(EmbeddedRedis sentinel) {
        return CacheClient.builder()
                .redis(URI.create("redis+sentinel://127.0.0.1:" + sentinel.port() + "/main"))
                .redisTimeout(Duration.ofSeconds(1))
                .kafka(ControlTopic.settings(kafka), Topics.DEFAULT)
                .build();
    }
}

package dev.flyball.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flyball.embedded.EmbeddedKafka;
import dev.flyball.embedded.EmbeddedRedis;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.topic.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One instance whose line to Kafka is cut, while another one, whose is not, invalidates. */
class CutOffIT {
    /** What the documentation states: so long after the cut memory is not trusted any more. */
    private static final Duration BOUND = Duration.ofSeconds(3);

    private static final Duration LONG = Duration.ofSeconds(30);

    private final AtomicInteger price = new AtomicInteger(1);
    private EmbeddedKafka kafka;
    private EmbeddedRedis redis;
    private Between line;
    private CacheClient here;
    private CacheClient afar;
    private FlyballCache<Product> ours;
    private FlyballCache<Product> theirs;

    @BeforeEach
    void start() throws Exception {
        int farPort = freePort();
        line = new Between(farPort);
        kafka = kafkaWithTwoDoors(farPort, line.port());
        ControlTopic.create(kafka);
        redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
        here = client(kafka.bootstrapServers());
        afar = client("127.0.0.1:" + line.port());
        ours = products(here);
        theirs = products(afar);
        RealServers.awaitIntroduced(ours);
        RealServers.awaitIntroduced(theirs);
    }

    @AfterEach
    void stop() throws Exception {
        here.close();
        afar.close();
        line.close();
        kafka.close();
        redis.close();
        CacheReads.take();
    }

    @Test
    void whoIsCutOffServesNothingFromMemoryAfterTheBoundAndAllThatHappenedCountsWhenItIsBack() throws Exception {
        hold("changed", "lost", "tagged");

        // given a cut, during which keys change; some of it is gone from the log before the cut is mended
        line.behave(Between.Behaviour.CUT);
        long cutAt = System.nanoTime();
        long lastFromMemory = cutAt;
        while (System.nanoTime() - cutAt < BOUND.multipliedBy(2).toNanos()) {
            price.incrementAndGet();
            ours.invalidate("changed");
            Product current = new Product("changed", price.get());
            long began = System.nanoTime();
            Product read = theirs.get("changed", this::load);
            boolean fromMemory = CacheReads.take().orElseThrow().outcome() == CacheOutcome.L1;
            lastFromMemory = fromMemory ? began : lastFromMemory;
            assertThat(fromMemory || read.equals(current))
                    .as("whatever does not come from memory is current: %s", read)
                    .isTrue();
        }

        // then memory served for the bound at most, and what was read since then came from Redis
        assertThat(Duration.ofNanos(lastFromMemory - cutAt)).isLessThanOrEqualTo(BOUND);
        assertThat(afar.state()).isEqualTo(ControlState.SUSPECT);

        // when records are lost that it has not read
        ours.put("lost", new Product("lost", price.get()));
        here.invalidateTag("products", "sale", "test").join();
        deleteAllKeyChanges();
        line.behave(Between.Behaviour.PASS);

        // then what it remembers from before the gap does not count, nor what was invalidated by tag
        await().atMost(LONG).until(() -> afar.state() == ControlState.LIVE);
        assertThat(theirs.get("lost", this::load)).isEqualTo(new Product("lost", price.get()));
        assertThat(theirs.get("tagged", this::load)).isEqualTo(new Product("tagged", price.get()));
        assertThat(theirs.get("changed", this::load)).isEqualTo(new Product("changed", price.get()));
        CacheReads.take();
        theirs.get("changed", this::load);
        assertThat(CacheReads.take().orElseThrow().outcome()).isEqualTo(CacheOutcome.L1);
    }

    /** Until the one afar has them in memory. */
    private void hold(String... keys) {
        for (String key : keys) {
            await().atMost(LONG).until(() -> {
                theirs.get(key, this::load);
                return CacheReads.take().orElseThrow().outcome() == CacheOutcome.L1;
            });
        }
    }

    private void deleteAllKeyChanges() throws Exception {
        TopicPartition log = new TopicPartition(Topics.DEFAULT.cacheKeys().name(), 0);
        try (Admin admin = Admin.create(ControlTopic.settings(kafka))) {
            await().atMost(LONG)
                    .until(() -> admin.listOffsets(Map.of(log, OffsetSpec.latest()))
                                    .partitionResult(log)
                                    .get()
                                    .offset()
                            > 0);
            admin.deleteRecords(Map.of(log, RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();
        }
    }

    private Product load(String key) {
        return new Product(key, price.get());
    }

    private FlyballCache<Product> products(CacheClient client) {
        return client.namespace("products", Product.class)
                .tags(product -> product.id().equals("tagged") ? Tags.of("sale") : Tags.NONE)
                // For long, so that it is not this that bounds it.
                .l1Hold(Duration.ofMinutes(1))
                .earlyRefresh(0)
                .build();
    }

    private CacheClient client(String kafkaAddress) {
        return CacheClient.builder()
                .redis(redis.uri())
                .redisTimeout(Duration.ofSeconds(5))
                .kafka(Map.of("bootstrap.servers", kafkaAddress), Topics.DEFAULT)
                .build();
    }

    /** One for those nearby, and one that can be cut. */
    private static EmbeddedKafka kafkaWithTwoDoors(int farPort, int linePort) throws IOException {
        int nearPort = freePort();
        int controllerPort = freePort();
        return EmbeddedKafka.start(EmbeddedKafka.Settings.DEFAULT
                .withPort(nearPort)
                .withBrokerProperties(Map.of(
                        "listeners",
                        "CLIENT://127.0.0.1:%d,AFAR://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                                .formatted(nearPort, farPort, controllerPort),
                        "advertised.listeners",
                        "CLIENT://127.0.0.1:%d,AFAR://127.0.0.1:%d".formatted(nearPort, linePort),
                        "listener.security.protocol.map",
                        "CLIENT:PLAINTEXT,AFAR:PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "controller.quorum.voters",
                        "1@127.0.0.1:" + controllerPort)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

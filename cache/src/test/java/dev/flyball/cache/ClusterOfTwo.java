package dev.flyball.cache;

import static org.awaitility.Awaitility.await;

import dev.flyball.embedded.EmbeddedRedis;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;

/** A Redis Cluster of two masters that share the slots. */
final class ClusterOfTwo implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<EmbeddedRedis> nodes = new ArrayList<>();

    static ClusterOfTwo start() {
        ClusterOfTwo cluster = new ClusterOfTwo();
        try {
            for (int i = 0; i < 2; i++) {
                cluster.nodes.add(startNode(new Random()));
            }
            cluster.join();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    URI uri() {
        return URI.create(nodes.stream()
                .map(node -> "127.0.0.1:" + node.port())
                .collect(Collectors.joining(",", "redis+cluster://", "")));
    }

    @Override
    public void close() {
        nodes.forEach(EmbeddedRedis::close);
    }

    private void join() {
        try (Jedis first = new Jedis("127.0.0.1", nodes.get(0).port());
                Jedis second = new Jedis("127.0.0.1", nodes.get(1).port())) {
            first.clusterAddSlots(IntStream.range(0, 8_192).toArray());
            second.clusterAddSlots(IntStream.range(8_192, 16_384).toArray());
            first.clusterMeet("127.0.0.1", nodes.get(1).port());
            await().atMost(LONG).until(() -> isComplete(first.clusterInfo()) && isComplete(second.clusterInfo()));
        }
    }

    private static boolean isComplete(String info) {
        return info.contains("cluster_slots_ok:16384") && info.contains("cluster_state:ok");
    }

    /** The nodes talk to each other on a port that is 10000 higher, and has to exist. */
    private static EmbeddedRedis startNode(Random random) {
        EmbeddedRedis.Settings settings = EmbeddedRedis.Settings.DEFAULT.withDirectives(
                Map.of("cluster-enabled", "yes", "cluster-require-full-coverage", "no"));
        for (int tries = 20; ; tries--) {
            try {
                return EmbeddedRedis.start(settings.withPort(random.nextInt(20_000, 30_000)));
            } catch (IllegalStateException e) {
                if (tries == 0) {
                    throw e;
                }
            }
        }
    }
}

package dev.flyball.processor.topology;

import dev.flyball.schemas.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Keys on the {@code digests} topic, and where they go: an endpoint to its partition, the rest to all of them. A bundle has
 * the key of the first of its endpoints, which all belong to the same partition, so it goes where each of them would.
 *
 * <p>The state of an endpoint lies by its partition, and bundles are made before Kafka is asked for the number of them. So
 * a topic that has another number than was said is not written to.
 */
final class DigestKeys implements StreamPartitioner<byte[], byte[]> {
    /** Of watermarks and rules. No endpoint has an empty key. */
    static final byte[] EVERYWHERE = {};

    private final int partitions;
    private final Set<Integer> all;

    /** @param partitions how many the topic has */
    DigestKeys(int partitions) {
        this.partitions = partitions;
        this.all = IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet());
    }

    static byte[] of(Endpoint endpoint) {
        return endpoint.key().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether it is the key of what every partition is told. */
    static boolean isEverywhere(byte[] key) {
        return Arrays.equals(key, EVERYWHERE);
    }

    int partitions() {
        return partitions;
    }

    /** The partition of an endpoint. */
    int partitionOf(byte[] key) {
        return BuiltInPartitioner.partitionForKey(key, partitions);
    }

    @Override
    public Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int partitions) {
        if (partitions != this.partitions) {
            throw new StreamsException(
                    "topic '" + topic + "' has " + partitions + " partitions now, but had " + this.partitions
                            + " when the processor started, and what is known of endpoints lies by that number");
        }
        return Optional.of(isEverywhere(key) ? all : Set.of(partitionOf(key)));
    }
}

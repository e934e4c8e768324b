package dev.flyball.processor.topology;

import dev.flyball.schemas.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Keys on the {@code digests} topic, and where they go: an endpoint to its partition, the rest to all of them. */
final class DigestKeys implements StreamPartitioner<byte[], byte[]> {
    /** Of watermarks and rules. No endpoint has an empty key. */
    static final byte[] EVERYWHERE = {};

    static byte[] of(Endpoint endpoint) {
        return endpoint.key().getBytes(StandardCharsets.UTF_8);
    }

    static Endpoint endpoint(byte[] key) {
        return Endpoint.ofKey(new String(key, StandardCharsets.UTF_8));
    }

    @Override
    public Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int partitions) {
        return Optional.of(
                Arrays.equals(key, EVERYWHERE)
                        ? IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet())
                        : Set.of(BuiltInPartitioner.partitionForKey(key, partitions)));
    }
}

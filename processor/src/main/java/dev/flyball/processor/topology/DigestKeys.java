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

/** Keys on the {@code digests} topic, and where they go: an endpoint to its partition, a watermark to all of them. */
final class DigestKeys implements StreamPartitioner<byte[], byte[]> {
    /** No endpoint has an empty key. */
    static final byte[] WATERMARK = {};

    static byte[] of(Endpoint endpoint) {
        return endpoint.key().getBytes(StandardCharsets.UTF_8);
    }

    static Endpoint endpoint(byte[] key) {
        return Endpoint.ofKey(new String(key, StandardCharsets.UTF_8));
    }

    static boolean isWatermark(byte[] key) {
        return Arrays.equals(key, WATERMARK);
    }

    @Override
    public Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int partitions) {
        return Optional.of(
                isWatermark(key)
                        ? IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet())
                        : Set.of(BuiltInPartitioner.partitionForKey(key, partitions)));
    }
}

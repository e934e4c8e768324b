package dev.flyball.processor.topology;

import dev.flyball.processor.digest.DigestRecord;
import dev.flyball.schemas.Endpoint;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Digests of many endpoints, in as few records as it takes: bundles of endpoints that belong to the same partition of
 * {@code digests}. Most endpoints have little to say at a drain, and a record of its own would cost far more than that.
 */
final class DigestBundles {
    private final DigestKeys keys;
    private final List<Bundle.Builder> byPartition;
    private final Consumer<byte[]> taker;

    /**
     * @param keys where endpoints belong
     * @param taker takes the bundles, those of one partition in the order of what is added
     */
    DigestBundles(DigestKeys keys, Consumer<byte[]> taker) {
        this.keys = keys;
        this.byPartition =
                Stream.generate(Bundle.Builder::new).limit(keys.partitions()).toList();
        this.taker = taker;
    }

    /** Adds what is said of an endpoint, and hands on what is full by that. */
    void add(Endpoint endpoint, DigestRecord.Digests digests) {
        byte[] key = DigestKeys.of(endpoint);
        Bundle.Builder bundles = byPartition.get(keys.partitionOf(key));
        bundles.add(key, digests.toBytes());
        bundles.takeFull().forEach(taker);
    }

    /** Hands on the rest, and begins anew. */
    void finish() {
        byPartition.forEach(bundles -> bundles.take().forEach(taker));
    }
}

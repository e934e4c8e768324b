package dev.flyball.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.digest.DigestRecord;
import dev.flyball.processor.digest.Pane;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Sample;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

final class DigestBundlesTest {
    private static final int PARTITIONS = 4;

    private final DigestKeys keys = new DigestKeys(PARTITIONS);
    private final List<byte[]> taken = new ArrayList<>();
    private final DigestBundles bundles = new DigestBundles(keys, taken::add);

    private static Endpoint endpoint(int number) {
        return new Endpoint("shop", "GET /" + number);
    }

    private static DigestRecord.Digests panes(int samples) {
        Digest digest = new Digest();
        for (int i = 0; i < samples; i++) {
            digest.add(Sample.of(i, "shop", "GET /", Math.exp(i), 200));
        }
        return new DigestRecord.Panes(List.of(new Pane(0, digest)));
    }

    private static List<Endpoint> endpoints(byte[] bundle) {
        List<Endpoint> endpoints = new ArrayList<>();
        Bundle.forEach(bundle, (endpoint, entry) -> endpoints.add(endpoint));
        return endpoints;
    }

    /** Where state lies since there are digests. */
    private static int partitionOf(Endpoint endpoint) {
        return Utils.toPositive(Utils.murmur2(endpoint.key().getBytes(StandardCharsets.UTF_8))) % PARTITIONS;
    }

    private Set<Integer> partitionsOf(byte[] bundle) {
        return keys.partitions("digests", Bundle.firstKey(bundle), bundle, PARTITIONS)
                .orElseThrow();
    }

    @Test
    void eachEndpointGoesToItsPartitionInOneBundleWithItsNeighbours() {
        for (int i = 0; i < 100; i++) {
            bundles.add(endpoint(i), panes(1));
        }
        bundles.finish();

        assertThat(taken)
                .hasSize(PARTITIONS)
                .allSatisfy(bundle -> assertThat(endpoints(bundle))
                        .isNotEmpty()
                        .allSatisfy(
                                endpoint -> assertThat(partitionsOf(bundle)).containsExactly(partitionOf(endpoint))));
        assertThat(taken.stream().flatMap(bundle -> endpoints(bundle).stream()))
                .hasSize(100)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatWasHandedOnIsNotHandedOnAgain() {
        bundles.add(endpoint(1), panes(1));
        bundles.finish();
        bundles.finish();
        bundles.add(endpoint(2), panes(1));
        bundles.finish();

        assertThat(taken)
                .extracting(DigestBundlesTest::endpoints)
                .containsExactly(List.of(endpoint(1)), List.of(endpoint(2)));
    }

    @Test
    void aFullBundleIsHandedOnAtOnce() {
        DigestRecord.Digests panes = panes(100);
        int fits = Bundle.MOST_BYTES / panes.toBytes().length;
        for (int i = 0; i <= fits; i++) {
            bundles.add(endpoint(1), panes);
        }
        assertThat(taken).hasSize(1);

        bundles.finish();

        assertThat(taken).hasSize(2).allSatisfy(bundle -> assertThat(bundle).hasSizeLessThan(Bundle.MOST_BYTES + 100));
        assertThat(taken.stream().mapToInt(bundle -> endpoints(bundle).size()).sum())
                .isEqualTo(fits + 1);
    }

    @Test
    void everyPartitionIsToldWhatConcernsAll() {
        assertThat(keys.partitions("digests", DigestKeys.EVERYWHERE, new byte[0], PARTITIONS)
                        .orElseThrow())
                .containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void aTopicWithAnotherNumberOfPartitionsIsNotWrittenTo() {
        assertThatThrownBy(() -> keys.partitions("digests", DigestKeys.of(endpoint(1)), new byte[0], PARTITIONS * 2))
                .isInstanceOf(StreamsException.class)
                .hasMessageContaining("'digests' has 8 partitions")
                .hasMessageContaining("had 4");
    }
}

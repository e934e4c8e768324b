package dev.flyball.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.sketch.MalformedBytesException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BundleTest {
    private static final Endpoint CART = new Endpoint("shop", "GET /cart/{ä}");
    private static final Endpoint PAY = new Endpoint("shop", "POST /pay");

    private record Entry(Endpoint endpoint, String text) {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Entry> read(List<byte[]> bundles) {
        List<Entry> read = new ArrayList<>();
        for (byte[] bundle : bundles) {
            Bundle.forEach(
                    bundle,
                    (endpoint, entry) -> read.add(new Entry(endpoint, new String(entry, StandardCharsets.UTF_8))));
        }
        return read;
    }

    @Test
    void whatWasAddedIsReadInItsOrderSeveralEntriesOfAnEndpointIncluded() {
        List<byte[]> bundles = new Bundle.Builder()
                .add(CART, bytes("a"))
                .add(PAY, bytes(""))
                .add(CART, bytes("b"))
                .take();

        assertThat(bundles).hasSize(1);
        assertThat(read(bundles)).containsExactly(new Entry(CART, "a"), new Entry(PAY, ""), new Entry(CART, "b"));
    }

    @Test
    void nothingMakesNoBundleAndWhatWasTakenIsGone() {
        Bundle.Builder builder = new Bundle.Builder();

        assertThat(builder.take()).isEmpty();
        assertThat(builder.add(CART, bytes("a")).take()).hasSize(1);
        assertThat(builder.take()).isEmpty();
    }

    @Test
    void muchMakesSeveralBundlesOfWhichOnlyThatOfALargeEntryIsLarge() {
        String half = "x".repeat(Bundle.MOST_BYTES / 2);
        String large = "y".repeat(Bundle.MOST_BYTES * 2);

        List<byte[]> bundles = new Bundle.Builder()
                .add(CART, bytes(half))
                .add(PAY, bytes(half))
                .add(PAY, bytes(large))
                .add(CART, bytes("z"))
                .take();

        assertThat(read(bundles))
                .containsExactly(
                        new Entry(CART, half), new Entry(PAY, half), new Entry(PAY, large), new Entry(CART, "z"));
        assertThat(bundles)
                .hasSize(4)
                .satisfiesOnlyOnce(bundle -> assertThat(bundle).hasSizeGreaterThan(Bundle.MOST_BYTES + 1_000));
    }

    @Test
    void whateverTheBytesNothingIsThrownButThatTheyAreMalformed() {
        byte[] good = new Bundle.Builder()
                .add(CART, bytes("a"))
                .add(PAY, bytes("b"))
                .take()
                .get(0);
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] bad = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            try {
                Bundle.forEach(bad, (endpoint, entry) -> {});
            } catch (MalformedBytesException e) {
                // The only thing that may be thrown.
            }
        }
        assertThatThrownBy(() -> Bundle.forEach(bytes("?"), (endpoint, entry) -> {}))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("unknown version");
    }
}

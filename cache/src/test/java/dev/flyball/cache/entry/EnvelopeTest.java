package dev.flyball.cache.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    private static final Stamp STAMP = new Stamp(0x0102030405060708L, 1_763_836_800_123L, 60_000, 360_000);

    @Test
    void whatIsWrittenIsRead() {
        byte[] bytes = new Envelope(STAMP, new byte[] {1, 2, 3}).toBytes();

        assertThat(Envelope.of(bytes)).hasValueSatisfying(envelope -> {
            assertThat(envelope.stamp()).isEqualTo(STAMP);
            assertThat(envelope.body()).containsExactly(1, 2, 3);
        });
    }

    @Test
    void anEmptyBodyIsABody() {
        byte[] bytes = new Envelope(STAMP, new byte[0]).toBytes();

        assertThat(bytes).hasSize(Envelope.HEADER_BYTES);
        assertThat(Envelope.of(bytes)).isPresent();
    }

    @Test
    void everyCutInTheHeaderIsNoticed() {
        byte[] bytes = new Envelope(STAMP, new byte[0]).toBytes();

        for (int length = 0; length < bytes.length; length++) {
            assertThat(Envelope.of(Arrays.copyOf(bytes, length)))
                    .as("%d bytes", length)
                    .isEmpty();
        }
    }

    @Test
    void anotherMagicOrVersionIsNotOurs() {
        byte[] bytes = new Envelope(STAMP, new byte[0]).toBytes();
        byte[] otherMagic = bytes.clone();
        otherMagic[0]++;
        byte[] otherVersion = bytes.clone();
        otherVersion[1]++;

        assertThat(Envelope.of(otherMagic)).isEmpty();
        assertThat(Envelope.of(otherVersion)).isEmpty();
    }

    @Test
    void hostileBytesAreNothingOrAValueWithSaneTimes() {
        Random random = new Random(42);
        byte[] valid = new Envelope(STAMP, new byte[20]).toBytes();
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = valid.clone();
            for (int flips = random.nextInt(1, 5); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 10));

            Envelope envelope = Envelope.of(bytes).orElse(null);

            if (envelope != null) {
                read++;
                assertThat(envelope.stamp().softTtlMs())
                        .isBetween(1L, envelope.stamp().hardTtlMs());
                assertThat(envelope.stamp().hardTtlMs()).isLessThanOrEqualTo(Stamp.MAX_TTL_MS);
            }
        }
        assertThat(read).as("the loop is no test if nothing passes").isPositive();
    }
}

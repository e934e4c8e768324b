package dev.flyball.schemas.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.schemas.Cases;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 127, 128, 16_383, 16_384, Long.MAX_VALUE, Long.MIN_VALUE})
    void theEdgesOfNumbersComeBack(long number) {
        ByteReader in = new ByteReader(new ByteWriter(1)
                .putVarLong(number)
                .putSignedVarLong(number)
                .putLong(number)
                .toBytes());

        assertThat(in.getVarLong()).isEqualTo(number);
        assertThat(in.getSignedVarLong()).isEqualTo(number);
        assertThat(in.getLong()).isEqualTo(number);
        assertThat(in.remaining()).isZero();
    }

    @Test
    void whatIsWrittenComesBackInItsOrder() {
        Cases.forSeeds(500, random -> {
            long number = random.nextLong() >> random.nextInt(64);
            byte[] bytes = Cases.randomBytes(random.nextInt(40), random);
            String text = "käse \uD83E\uDDC0 " + number;
            ByteReader in = new ByteReader(new ByteWriter(random.nextInt(20))
                    .putByte((int) number)
                    .putSignedVarLong(number)
                    .putVarLong(bytes.length)
                    .putBytes(bytes)
                    .putText(text)
                    .putLong(number)
                    .toBytes());

            assertThat(in.getByte()).isEqualTo((int) number & 0xFF);
            assertThat(in.getSignedVarLong()).isEqualTo(number);
            assertThat(in.getBytes(in.getCount(1))).isEqualTo(bytes);
            assertThat(in.getText()).isEqualTo(text);
            assertThat(in.getLong()).isEqualTo(number);
            in.requireEnd();
        });
    }

    @Test
    void whatIsSteppedOverIsLeftWhereItLies() {
        byte[] written = new ByteWriter(1)
                .putByte(1)
                .putBytes(new byte[] {2, 3})
                .putByte(4)
                .toBytes();
        ByteReader in = new ByteReader(written);

        in.getByte();

        assertThat(in.skip(2)).isEqualTo(1);
        assertThat(in.skip(0)).isEqualTo(3);
        assertThat(in.getByte()).isEqualTo(4);
        assertRefused(stepping -> stepping.skip(3), 2, 3);
        assertRefused(stepping -> stepping.skip(-1), 2, 3);
    }

    @Test
    void smallNumbersAreShort() {
        assertThat(new ByteWriter(1).putVarLong(127).toBytes()).hasSize(1);
        assertThat(new ByteWriter(1).putVarLong(128).toBytes()).hasSize(2);
        assertThat(new ByteWriter(1).putSignedVarLong(-64).toBytes()).hasSize(1);
        assertThat(new ByteWriter(1).putVarLong(-1).toBytes()).hasSize(10);
    }

    @Test
    void numbersThatArePaddedOrTooLongAreRefused() {
        assertRefused(in -> in.getVarLong(), 0x80, 0x00);
        assertRefused(in -> in.getVarLong(), 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02);
        assertRefused(in -> in.getVarLong(), 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01);
    }

    @Test
    void moreThanFollowsIsNeverAllocated() {
        assertRefused(ByteReader::getText, 0x05, 'a');
        assertRefused(in -> in.getBytes(Integer.MAX_VALUE), 1);
        assertRefused(in -> in.getBytes(-1), 1);
        byte[] huge = new ByteWriter(16).putVarLong(1L << 62).putLong(0).toBytes();
        assertThatThrownBy(() -> new ByteReader(huge).getCount(4)).isInstanceOf(MalformedBytesException.class);
        byte[] negative = new ByteWriter(16).putVarLong(-1).putLong(0).toBytes();
        assertThatThrownBy(() -> new ByteReader(negative).getCount(1)).isInstanceOf(MalformedBytesException.class);
    }

    @Test
    void whatFollowsTheEndIsRefused() {
        assertRefused(ByteReader::requireEnd, 1);
    }

    @Test
    void randomBytesThrowNothingElse() {
        Cases.forSeeds(5_000, random -> {
            ByteReader in = new ByteReader(Cases.randomBytes(random.nextInt(50), random));
            try {
                while (in.remaining() > 0) {
                    readAnything(in, random);
                }
            } catch (MalformedBytesException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        });
    }

    private static void readAnything(ByteReader in, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> in.getByte();
            case 1 -> in.getVarLong();
            case 2 -> in.getSignedVarLong();
            case 3 -> in.getLong();
            case 4 -> in.getText();
            default -> in.getBytes(in.getCount(1 + random.nextInt(8)));
        }
    }

    private interface Reading {
        void from(ByteReader in);
    }

    private static void assertRefused(Reading reading, int... bytes) {
        byte[] hostile = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            hostile[i] = (byte) bytes[i];
        }
        assertThatThrownBy(() -> reading.from(new ByteReader(hostile))).isInstanceOf(MalformedBytesException.class);
    }
}

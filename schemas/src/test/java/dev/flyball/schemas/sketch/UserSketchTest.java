package dev.flyball.schemas.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.flyball.schemas.Cases;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserSketchTest {
    private static final int REGISTERS = 4096;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 127, 128})
    void countsAreExactUpToOneHundredAndTwentyEightUsers(int users) {
        assertThat(sketchOf(users(0, users)).count()).isEqualTo(users);
    }

    @ParameterizedTest
    @ValueSource(ints = {129, 200, 1_000, 5_000, 20_000, 100_000})
    void countsAreWithinFourStandardErrorsAbove(int users) {
        Cases.forSeeds(5, random -> {
            UserSketch sketch = new UserSketch();
            for (int i = 0; i < users; i++) {
                sketch.addHash(random.nextLong());
            }

            assertThat((double) sketch.count()).isCloseTo(users, within(users * 4 * 0.012));
        });
    }

    @Test
    void nobodyIsCountedTwice() {
        List<String> users = users(0, 5_000);
        UserSketch once = sketchOf(users);

        UserSketch twice = sketchOf(users);
        users.forEach(twice::add);
        twice.merge(once);
        twice.merge(twice);

        assertThat(twice.toBytes()).isEqualTo(once.toBytes());
    }

    @Test
    void mergingIsAddingAllAndItsOrderDoesNotMatter() {
        Cases.forSeeds(100, random -> {
            List<List<String>> parts = IntStream.range(0, 3)
                    .mapToObj(i -> users(random.nextInt(300), random.nextInt(random.nextBoolean() ? 60 : 400)))
                    .toList();
            List<String> everybody = new ArrayList<>();
            parts.forEach(everybody::addAll);
            Collections.shuffle(everybody, random);
            UserSketch all = sketchOf(everybody);

            UserSketch leftFirst =
                    merged(merged(sketchOf(parts.get(0)), sketchOf(parts.get(1))), sketchOf(parts.get(2)));
            UserSketch rightFirst =
                    merged(sketchOf(parts.get(2)), merged(sketchOf(parts.get(1)), sketchOf(parts.get(0))));

            assertThat(leftFirst.toBytes()).isEqualTo(all.toBytes());
            assertThat(rightFirst.toBytes()).isEqualTo(all.toBytes());
            assertThat(leftFirst).isEqualTo(all).hasSameHashCodeAs(all);
        });
    }

    @Test
    void mergingLeavesTheOtherSketchAsItWas() {
        for (int users : new int[] {3, 128, 500}) {
            UserSketch other = sketchOf(users(0, users));
            byte[] before = other.toBytes();
            UserSketch sketch = merged(new UserSketch(), other);

            users(10_000, 500).forEach(sketch::add);

            assertThat(other.toBytes()).isEqualTo(before);
        }
    }

    @Test
    void aDecodedSketchBehavesLikeTheOriginal() {
        Cases.forSeeds(100, random -> {
            UserSketch original = sketchOf(users(0, random.nextInt(300)));
            UserSketch decoded = UserSketch.ofBytes(original.toBytes());
            assertThat(decoded).isEqualTo(original);
            assertThat(decoded.count()).isEqualTo(original.count());
            UserSketch more = sketchOf(users(200, random.nextInt(300)));

            for (UserSketch sketch : new UserSketch[] {original, decoded}) {
                sketch.add("one more");
                sketch.merge(more);
            }

            assertThat(decoded.toBytes()).isEqualTo(original.toBytes());
            assertThat(decoded.count()).isEqualTo(original.count());
        });
    }

    @Test
    void hostileBytesAreRefusedOrAreTheOneFormOfWhatTheyMean() {
        List<byte[]> registers = List.of(
                sketchOf(users(0, 1_000)).toBytes(),
                sketchOf(users(0, 129)).toBytes(),
                sketchOf(users(0, 300)).toBytes());
        Cases.forSeeds(10_000, random -> {
            byte[] valid = random.nextInt(8) == 0
                    ? registers.get(random.nextInt(registers.size()))
                    : sketchOf(users(0, random.nextInt(20))).toBytes();
            byte[] hostile = random.nextInt(10) == 0
                    ? Cases.randomBytes(random.nextInt(100), random)
                    : Cases.mutate(valid, random);

            requireRefusedOrCanonical(hostile);
        });
    }

    @Test
    void everyTruncationIsRefused() {
        for (int users : new int[] {100, 200, 1_000}) {
            byte[] valid = sketchOf(users(0, users)).toBytes();

            for (int length = 0; length < valid.length; length++) {
                byte[] cut = Arrays.copyOf(valid, length);
                assertThatThrownBy(() -> UserSketch.ofBytes(cut)).isInstanceOf(MalformedBytesException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {129, 300, 500, 600, 1_000})
    void registersThatAreMostlyZerosTakeFewBytesAndMeanTheSame(int users) {
        UserSketch sketch = sketchOf(users(0, users));

        UserSketch read = UserSketch.ofBytes(sketch.toBytes());

        assertThat(read).isEqualTo(sketch);
        assertThat(read.count()).isEqualTo(sketch.count());
        assertThat(read.toBytes()).hasSizeLessThan(users < 550 ? 3 * users : 3 + REGISTERS);
    }

    @Test
    void fewRegistersThatWereWrittenAllAreStillRead() {
        byte[] few = sketchOf(users(0, 200)).toBytes();
        byte[] all = new byte[2 + REGISTERS];
        all[0] = 1;
        all[1] = 1;
        int at = 0;
        ByteReader in = new ByteReader(Arrays.copyOfRange(few, 2, few.length));
        for (int left = in.getCount(2); left > 0; left--) {
            at += (int) in.getVarLong();
            all[2 + at++] = (byte) in.getByte();
        }

        assertThat(UserSketch.ofBytes(all)).isEqualTo(UserSketch.ofBytes(few));
    }

    @Test
    void everyRegisterThatUsersLeadToIsReadAndNoOther() {
        boolean[] reachable = new boolean[256];
        Random random = new Random(1);
        // Only one of 2^k hashes has k zeros behind the register's number, so these are made, not drawn.
        for (int made = 0; made < 53 * 200; made++) {
            int zeros = made % 53;
            UserSketch sketch = sketchOf(users(0, 129));
            sketch.addHash(hashWithZeros(zeros, random));
            for (int others = random.nextInt(4); others > 0; others--) {
                sketch.addHash(hashWithZeros(Math.max(0, zeros - random.nextInt(4)), random));
            }
            // With many, all registers are written.
            users(0, 800).forEach(sketch::add);
            for (byte register : Arrays.copyOfRange(sketch.toBytes(), 2, 2 + REGISTERS)) {
                reachable[register & 0xFF] = true;
            }
        }

        for (int value = 0; value < 256; value++) {
            byte[] bytes = new byte[2 + REGISTERS];
            bytes[0] = 1;
            bytes[1] = 1;
            bytes[2 + 17] = (byte) value;
            if (reachable[value]) {
                UserSketch read = UserSketch.ofBytes(bytes);
                assertThat(read.toBytes()).endsWith(value);
                assertThat(UserSketch.ofBytes(read.toBytes())).isEqualTo(read);
            } else {
                assertThatThrownBy(() -> UserSketch.ofBytes(bytes))
                        .as("register %d", value)
                        .isInstanceOf(MalformedBytesException.class)
                        .hasMessageContaining("register");
            }
        }
    }

    @Test
    void fullRegistersAreCountedAsVeryMany() {
        byte[] bytes = new byte[2 + REGISTERS];
        Arrays.fill(bytes, (byte) 255);
        bytes[0] = 1;
        bytes[1] = 1;

        assertThat(UserSketch.ofBytes(bytes).count()).isGreaterThan(1L << 60);
    }

    /** A hash that goes to register 17: its number are the first 12 bits, and the zeros after them are its update value. */
    private static long hashWithZeros(int zeros, Random random) {
        long rest = zeros > 51 ? 0 : (1L << (51 - zeros)) | (random.nextLong() & ((1L << (51 - zeros)) - 1));
        return (17L << 52) | rest;
    }

    private static void requireRefusedOrCanonical(byte[] hostile) {
        UserSketch sketch;
        try {
            sketch = UserSketch.ofBytes(hostile);
        } catch (MalformedBytesException e) {
            assertThat(e).hasMessageNotContaining("null");
            return;
        }
        byte[] written = sketch.toBytes();
        if (written[1] == hostile[1]) {
            assertThat(written).isEqualTo(hostile);
        } else {
            // All registers may be told although few are used, as they once were.
            assertThat(hostile).startsWith(1, 1).hasSize(2 + REGISTERS);
        }
        assertThat(sketch.count()).isNotNegative();
        sketch.add("u");
        sketch.merge(sketchOf(users(0, 200)));
        assertThat(UserSketch.ofBytes(sketch.toBytes())).isEqualTo(sketch);
    }

    private static List<String> users(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(i -> "user-" + i).toList();
    }

    private static UserSketch sketchOf(List<String> users) {
        UserSketch sketch = new UserSketch();
        users.forEach(sketch::add);
        return sketch;
    }

    private static UserSketch merged(UserSketch one, UserSketch other) {
        one.merge(other);
        return one;
    }
}

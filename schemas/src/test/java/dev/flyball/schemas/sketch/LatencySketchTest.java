package dev.flyball.schemas.sketch;

import static dev.flyball.schemas.sketch.LatencySketch.MAX_MICROS;
import static dev.flyball.schemas.sketch.LatencySketch.RELATIVE_ERROR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.schemas.Cases;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatencySketchTest {
    private static final double[] QUANTILES = {0, 0.001, 0.01, 0.1, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1};

    @Test
    void anEmptySketchIsAllZero() {
        LatencySketch empty = new LatencySketch();

        assertThat(empty.count()).isZero();
        assertThat(empty.meanMicros()).isZero();
        assertThat(empty.minMicros()).isZero();
        assertThat(empty.maxMicros()).isZero();
        assertThat(empty.quantileMicros(0.99)).isZero();
        assertThat(empty.countAbove(0)).isZero();
        assertThat(empty).hasToString("count=0 min=0us p50=0.0us p99=0.0us max=0us");
    }

    @ParameterizedTest
    @EnumSource
    void quantilesAreWithinTheRelativeErrorOfTheExactOnes(Latencies latencies) {
        Cases.forSeeds(30, random -> {
            long[] values = latencies.draw(1 + random.nextInt(3_000), random);
            long[] sorted = clampedAndSorted(values);

            LatencySketch sketch = sketchOf(values);

            for (double q : QUANTILES) {
                double exact = sorted[(int) Math.max(1, Math.ceil(q * sorted.length)) - 1];
                double tolerance = exact * RELATIVE_ERROR * (1 + 1e-9);
                assertThat(sketch.quantileMicros(q))
                        .as("q %s of %d", q, sorted.length)
                        .isBetween(exact - tolerance, exact + tolerance);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void upToThirtyTwoValuesQuantilesAreExact(Latencies latencies) {
        Cases.forSeeds(30, random -> {
            long[] values = latencies.draw(1 + random.nextInt(32), random);
            long[] sorted = clampedAndSorted(values);

            LatencySketch sketch = sketchOf(values);

            for (double q : QUANTILES) {
                assertThat(sketch.quantileMicros(q))
                        .isEqualTo(sorted[(int) Math.max(1, Math.ceil(q * sorted.length)) - 1]);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void countSumAndExtremesAreExact(Latencies latencies) {
        Cases.forSeeds(30, random -> {
            long[] values = latencies.draw(1 + random.nextInt(500), random);
            long[] sorted = clampedAndSorted(values);

            LatencySketch sketch = sketchOf(values);

            assertThat(sketch.count()).isEqualTo(sorted.length);
            assertThat(sketch.sumMicros()).isEqualTo(Arrays.stream(sorted).sum());
            assertThat(sketch.meanMicros())
                    .isEqualTo((double) Arrays.stream(sorted).sum() / sorted.length);
            assertThat(sketch.minMicros()).isEqualTo(sorted[0]);
            assertThat(sketch.maxMicros()).isEqualTo(sorted[sorted.length - 1]);
        });
    }

    @Test
    void quantilesGrowWithQAndStayBetweenTheExtremes() {
        Cases.forSeeds(200, random -> {
            LatencySketch sketch = sketchOf(Latencies.any(random).draw(1 + random.nextInt(500), random));

            double last = sketch.minMicros();
            for (int permille = 0; permille <= 1_000; permille++) {
                double quantile = sketch.quantileMicros(permille / 1_000.0);
                assertThat(quantile).isBetween(last, (double) sketch.maxMicros());
                last = quantile;
            }
            assertThat(last).isEqualTo(sketch.maxMicros());
        });
    }

    @Test
    void severalQuantilesAtOnceAreThoseAskedForOneByOne() {
        Cases.forSeeds(200, random -> {
            LatencySketch sketch = sketchOf(Latencies.any(random).draw(random.nextInt(500), random));
            double[] twice = {0, 0, 0.001, 0.3, 0.3, 0.5, 0.9, 0.999, 1, 1};

            double[] values = sketch.quantilesMicros(twice);

            assertThat(values)
                    .isEqualTo(Arrays.stream(twice).map(sketch::quantileMicros).toArray());
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.4, -0.1, 1.1, Double.NaN})
    void quantilesThatDescendOrAreNoneAreRefused(double second) {
        LatencySketch sketch = sketchOf(Latencies.LOG_NORMAL.draw(100, new Random(1)));

        assertThatThrownBy(() -> sketch.quantilesMicros(0.5, second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Double.toString(second));
    }

    @Test
    void whatIsHandedOverIsAllThatIsHeldInOrder() {
        for (int count : new int[] {0, 5, 32, 33, 5_000}) {
            LatencySketch sketch = new LatencySketch();
            double exact = 0;
            for (int i = 0; i < count; i++) {
                sketch.add(10L * i * i);
                exact += 10.0 * i * i;
            }
            long[] seen = new long[1];
            double[] sumAndLast = {0, -1};
            sketch.forEach((micros, values) -> {
                assertThat(micros).isGreaterThan((long) sumAndLast[1]);
                seen[0] += values;
                sumAndLast[0] += micros * values;
                sumAndLast[1] = micros;
            });

            assertThat(seen[0]).isEqualTo(count);
            assertThat(sumAndLast[0]).isBetween(exact * 0.99, exact * 1.01);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.001, 1.001, Double.NaN, Double.POSITIVE_INFINITY})
    void aQuantileOutsideZeroToOneIsRefused(double q) {
        assertThatThrownBy(() -> new LatencySketch().quantileMicros(q))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Double.toString(q));
    }

    @Test
    void countAboveErrsOnlyOnValuesWithinTheRelativeError() {
        Cases.forSeeds(200, random -> {
            long[] values = Latencies.any(random).draw(1 + random.nextInt(500), random);
            LatencySketch sketch = sketchOf(values);
            long[] sorted = clampedAndSorted(values);
            long threshold = random.nextBoolean() ? sorted[random.nextInt(sorted.length)] : random.nextInt(1_000_000);
            long margin = Math.max(1, (long) Math.ceil(threshold * 2 * RELATIVE_ERROR));

            long above = sketch.countAbove(threshold);

            long atLeast =
                    Arrays.stream(sorted).filter(v -> v > threshold + margin).count();
            long atMost =
                    Arrays.stream(sorted).filter(v -> v > threshold - margin).count();
            assertThat(above).as("above %d", threshold).isBetween(atLeast, atMost);
        });
    }

    @Test
    void mergingIsAddingAllAndItsOrderDoesNotMatter() {
        Cases.forSeeds(400, random -> {
            long[][] parts = new long[3][];
            for (int i = 0; i < 3; i++) {
                parts[i] = Latencies.any(random).draw(random.nextInt(random.nextBoolean() ? 20 : 300), random);
            }
            LatencySketch all = sketchOf(shuffled(concat(parts), random));

            LatencySketch leftFirst = merged(merged(sketchOf(parts[0]), sketchOf(parts[1])), sketchOf(parts[2]));
            LatencySketch rightFirst = merged(sketchOf(parts[2]), merged(sketchOf(parts[1]), sketchOf(parts[0])));

            assertThat(leftFirst.toBytes()).isEqualTo(all.toBytes());
            assertThat(rightFirst.toBytes()).isEqualTo(all.toBytes());
            assertThat(leftFirst).isEqualTo(all).hasSameHashCodeAs(all);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 17, 32, 33, 500})
    void aSketchMergedIntoItselfHasEachValueTwice(int count) {
        long[] values = Latencies.LOG_NORMAL.draw(count, new Random(count));
        LatencySketch sketch = sketchOf(values);

        sketch.merge(sketch);

        assertThat(sketch).isEqualTo(sketchOf(concat(new long[][] {values, values})));
    }

    @Test
    void mergingLeavesTheOtherSketchAsItWas() {
        Cases.forSeeds(50, random -> {
            LatencySketch other = sketchOf(Latencies.any(random).draw(random.nextInt(100), random));
            byte[] before = other.toBytes();
            LatencySketch sketch = merged(new LatencySketch(), other);

            sketch.add(1);

            assertThat(other.toBytes()).isEqualTo(before);
        });
    }

    @Test
    void aDecodedSketchBehavesLikeTheOriginal() {
        Cases.forSeeds(300, random -> {
            LatencySketch original = sketchOf(Latencies.any(random).draw(random.nextInt(200), random));
            LatencySketch decoded = LatencySketch.ofBytes(original.toBytes());
            assertThat(decoded).isEqualTo(original);
            LatencySketch more = sketchOf(Latencies.any(random).draw(random.nextInt(200), random));
            long one = Latencies.any(random).draw(1, random)[0];

            for (LatencySketch sketch : new LatencySketch[] {original, decoded}) {
                sketch.add(one);
                sketch.merge(more);
            }

            assertThat(decoded.toBytes()).isEqualTo(original.toBytes());
            for (double q : QUANTILES) {
                assertThat(decoded.quantileMicros(q)).isEqualTo(original.quantileMicros(q));
            }
        });
    }

    @Test
    void aSumBeyondSixtyFourBitsIsCapped() {
        LatencySketch sketch = new LatencySketch();
        sketch.add(MAX_MICROS);
        for (int doubled = 0; doubled < 30; doubled++) {
            sketch.merge(sketch);
        }

        assertThat(sketch.count()).isEqualTo(1L << 30);
        assertThat(sketch.sumMicros()).isEqualTo(Long.MAX_VALUE);
        assertThat(LatencySketch.ofBytes(sketch.toBytes())).isEqualTo(sketch);
    }

    @Test
    void hostileBytesAreRefusedOrAreTheOneFormOfWhatTheyMean() {
        Cases.forSeeds(30_000, random -> {
            byte[] valid = sketchOf(Latencies.any(random).draw(random.nextInt(60), random))
                    .toBytes();
            byte[] hostile = random.nextInt(10) == 0
                    ? Cases.randomBytes(random.nextInt(100), random)
                    : Cases.mutate(valid, random);

            requireRefusedOrCanonical(hostile);
        });
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] valid = sketchOf(Latencies.LOG_NORMAL.draw(300, new Random(1))).toBytes();

        for (int length = 0; length < valid.length; length++) {
            byte[] cut = Arrays.copyOf(valid, length);
            assertThatThrownBy(() -> LatencySketch.ofBytes(cut)).isInstanceOf(MalformedBytesException.class);
        }
    }

    @Test
    void countsThatCouldOverflowWhenMergedAreRefused() {
        byte[] hostile = new ByteWriter(32)
                .putByte(1)
                .putVarLong(Long.MAX_VALUE)
                .putVarLong(Long.MAX_VALUE)
                .putVarLong(1)
                .putVarLong(0)
                .putVarLong(1)
                .putVarLong(0)
                .putVarLong(Long.MAX_VALUE)
                .toBytes();

        assertThatThrownBy(() -> LatencySketch.ofBytes(hostile))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessage("a count of " + Long.MAX_VALUE);
    }

    @Test
    void binsThatDoNotFitTheExtremesAreRefused() {
        byte[] valid = sketchOf(Latencies.CONSTANT.draw(40, new Random(1))).toBytes();
        ByteReader in = new ByteReader(valid);
        in.getByte();
        byte[] hostile = new ByteWriter(32)
                .putByte(1)
                .putVarLong(in.getVarLong())
                .putVarLong(in.getVarLong())
                .putVarLong(in.getVarLong() / 2)
                .putVarLong(in.getVarLong() + 250_000)
                .putBytes(in.getBytes(in.remaining()))
                .toBytes();

        assertThatThrownBy(() -> LatencySketch.ofBytes(hostile))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("bin 0");
    }

    private static void requireRefusedOrCanonical(byte[] hostile) {
        LatencySketch sketch;
        try {
            sketch = LatencySketch.ofBytes(hostile);
        } catch (MalformedBytesException e) {
            assertThat(e).hasMessageNotContaining("null");
            return;
        }
        assertThat(sketch.toBytes()).isEqualTo(hostile);
        assertThat(sketch.quantileMicros(0.5)).isBetween((double) sketch.minMicros(), (double) sketch.maxMicros());
        assertThat(sketch.countAbove(sketch.maxMicros() / 2)).isBetween(0L, sketch.count());
        sketch.add(5);
        sketch.merge(sketch);
        assertThat(LatencySketch.ofBytes(sketch.toBytes())).isEqualTo(sketch);
    }

    private static LatencySketch sketchOf(long[] values) {
        LatencySketch sketch = new LatencySketch();
        for (long value : values) {
            sketch.add(value);
        }
        return sketch;
    }

    private static LatencySketch merged(LatencySketch one, LatencySketch other) {
        one.merge(other);
        return one;
    }

    private static long[] clampedAndSorted(long[] values) {
        return Arrays.stream(values)
                .map(v -> Math.max(0, Math.min(MAX_MICROS, v)))
                .sorted()
                .toArray();
    }

    private static long[] concat(long[][] parts) {
        return Arrays.stream(parts).flatMapToLong(Arrays::stream).toArray();
    }

    private static long[] shuffled(long[] values, Random random) {
        for (int i = values.length - 1; i > 0; i--) {
            int at = random.nextInt(i + 1);
            long value = values[i];
            values[i] = values[at];
            values[at] = value;
        }
        return values;
    }
}

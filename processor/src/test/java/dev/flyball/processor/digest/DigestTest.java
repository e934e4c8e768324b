package dev.flyball.processor.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.schemas.Arm;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.CacheRead;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.sketch.ByteWriter;
import dev.flyball.schemas.sketch.InstanceSketch;
import dev.flyball.schemas.sketch.MalformedBytesException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DigestTest {
    private static List<Sample> samples(Random random, int count) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            CacheRead read = random.nextInt(3) == 0
                    ? null
                    : new CacheRead(
                            "ns" + random.nextInt(3),
                            CacheOutcome.values()[random.nextInt(5)],
                            random.nextBoolean() ? "a-" + random.nextInt(2) : null,
                            random.nextBoolean() ? Arm.TREATED : Arm.CONTROL);
            ResourceUsage usage = random.nextBoolean()
                    ? new ResourceUsage(random.nextDouble(), null, random.nextDouble() * 1e6)
                    : null;
            samples.add(new Sample(
                    1_000L * i,
                    "shop",
                    "GET /",
                    Math.exp(random.nextGaussian() * 2 + 3),
                    random.nextInt(10) == 0 ? 503 : 200,
                    false,
                    "u" + random.nextInt(500),
                    "pod-" + random.nextInt(400),
                    random.nextBoolean() ? "trace-" + random.nextInt(1_000) : null,
                    false,
                    read,
                    usage));
        }
        return samples;
    }

    private static Digest of(List<Sample> samples) {
        Digest digest = new Digest();
        samples.forEach(digest::add);
        return digest;
    }

    private static Digest merged(Digest... digests) {
        Digest merged = new Digest();
        for (Digest digest : digests) {
            merged.merge(digest);
        }
        return merged;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void mergingIsAssociativeAndCommutativeAndEqualsAddingAll(long seed) {
        Random random = new Random(seed);
        List<Sample> a = samples(random, random.nextInt(200));
        List<Sample> b = samples(random, random.nextInt(20));
        List<Sample> c = samples(random, random.nextInt(2_000));
        List<Sample> all = new ArrayList<>(a);
        all.addAll(b);
        all.addAll(c);
        Collections.shuffle(all, random);

        Digest whole = of(all);

        assertThat(merged(of(a), of(b), of(c))).isEqualTo(whole);
        assertThat(merged(of(c), of(a), of(b))).isEqualTo(whole);
        assertThat(merged(of(a), merged(of(b), of(c)))).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void bytesKeepEverything(long seed) {
        Random random = new Random(seed);
        Digest digest = of(samples(random, random.nextInt(500)));

        assertThat(Digest.ofBytes(digest.toBytes())).isEqualTo(digest);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40, 200, 3_000})
    void encodedSketchesAreWrittenAsTheDigestIs(int count) {
        Digest digest = of(samples(new Random(count), count));
        ByteWriter out = new ByteWriter(16);

        digest.encoded().writeTo(out);

        assertThat(out.toBytes()).isEqualTo(digest.toBytes());
    }

    @Test
    void whatWasWrittenBeforeInstancesWereToldApartIsStillRead() {
        Digest digest = new Digest();
        digest.add(Sample.of(0, "shop", "GET /", 10, 200));
        byte[] today = digest.toBytes();
        byte[] before = Arrays.copyOf(today, today.length - 1);
        before[0] = 1;

        assertThat(Digest.ofBytes(before)).isEqualTo(digest);
        assertThat(digest.toMetrics(new Endpoint("shop", "GET /"), 0, 10_000, 0, 0)
                        .instances())
                .isNull();
    }

    @Test
    void hostileBytesEndAsOneKindOfException() {
        Random random = new Random(99);
        byte[] valid = of(samples(random, 300)).toBytes();
        for (int i = 0; i < 5_000; i++) {
            byte[] hostile = valid.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                hostile[random.nextInt(hostile.length)] = (byte) random.nextInt();
            }
            byte[] cut = Arrays.copyOf(hostile, random.nextInt(hostile.length));
            try {
                Digest.ofBytes(cut);
            } catch (MalformedBytesException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void metricsTellWhatTheSamplesWere() {
        Digest digest = new Digest();
        digest.add(Sample.of(0, "shop", "GET /", 10, 200)
                .withUser("a")
                .withCache(CacheRead.of("products", CacheOutcome.L1)));
        digest.add(Sample.of(1, "shop", "GET /", 30, 500)
                .withUser("b")
                .withCache(CacheRead.of("products", CacheOutcome.MISS)));

        EndpointMetrics metrics = digest.toMetrics(new Endpoint("shop", "GET /"), 0, 10_000, 2, 1);

        assertThat(metrics.count()).isEqualTo(2);
        assertThat(metrics.errorRate()).isEqualTo(0.5);
        assertThat(metrics.throughput()).isEqualTo(0.2);
        assertThat(metrics.concurrentUsers()).isEqualTo(2);
        assertThat(metrics.responseTime().mean()).isEqualTo(20);
        assertThat(metrics.responseTime().max()).isEqualTo(30);
        assertThat(metrics.cache()).hasSize(1);
        assertThat(metrics.cache().get(0).hitRatio()).isEqualTo(0.5);
        assertThat(metrics.cache().get(0).outcome(CacheOutcome.MISS).errors()).isEqualTo(1);
        assertThat(metrics.cache().get(0).outcome(CacheOutcome.MISS).meanMs()).isEqualTo(30);
        assertThat(metrics.revision()).isEqualTo(2);
        assertThat(metrics.late()).isEqualTo(1);
    }

    @Test
    void hostileNamespacesCannotFillTheHeap() {
        Digest digest = new Digest();
        for (int i = 0; i < 1_000; i++) {
            digest.add(Sample.of(0, "shop", "GET /", 1, 200).withCache(CacheRead.of("ns" + i, CacheOutcome.L1)));
        }

        EndpointMetrics metrics = digest.toMetrics(new Endpoint("shop", "GET /"), 0, 10_000, 0, 0);
        assertThat(metrics.count()).isEqualTo(1_000);
        assertThat(metrics.cache()).hasSize(16);
    }

    @Test
    void instancesAreCountedAndStrangersCannotMakeThatLarge() {
        assertThat(instances(3)).isEqualTo(3);
        assertThat(instances(10_000)).isEqualTo(256);
    }

    @Test
    void whoAnsweredCanBeComparedDownstream() {
        Digest digest = new Digest();
        digest.add(new Sample(0, "shop", "GET /", 1, 200, false, null, "pod-1", null, false, null, null));
        InstanceSketch expected = new InstanceSketch();
        expected.add("pod-1");

        String told = digest.toMetrics(new Endpoint("shop", "GET /"), 0, 10_000, 0, 0)
                .sketches()
                .instances();

        assertThat(Base64.getDecoder().decode(told)).isEqualTo(expected.toBytes());
    }

    private static Integer instances(int names) {
        Digest digest = new Digest();
        for (int i = 0; i < 2 * names; i++) {
            digest.add(
                    new Sample(0, "shop", "GET /", 1, 200, false, null, "pod-" + i % names, null, false, null, null));
        }
        return digest.toMetrics(new Endpoint("shop", "GET /"), 0, 10_000, 0, 0).instances();
    }
}

package dev.flyball.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.schemas.Arm;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.CacheRead;
import dev.flyball.schemas.Cases;
import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.Sample;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SampleFuzzTest {
    private static final String[] TEXTS = {"shop", "GET /api/{id}", "bücher", "東京", "\uD83D\uDE00", "\"\\/", "a b", "{}"
    };

    @Test
    void whatIsWrittenIsRead() {
        Cases.forSeeds(2_000, random -> {
            List<Sample> samples = samples(1 + random.nextInt(5), random);

            Reading reading = Reading.of(SampleWriter.write(samples));

            assertThat(reading.rejections()).isEmpty();
            assertThat(reading.samples()).isEqualTo(samples);
        });
    }

    @Test
    void aLineIsWrittenForEachSampleAndNoneForNone() {
        List<Sample> samples = samples(3, new Random(1));

        String written = new String(SampleWriter.write(samples), StandardCharsets.UTF_8);

        assertThat(written.lines()).hasSize(3);
        assertThat(written).doesNotEndWith("\n");
        assertThat(SampleWriter.write(List.of())).isEmpty();
        assertThat(SampleWriter.write(samples.get(0))).isEqualTo(SampleWriter.write(samples.subList(0, 1)));
    }

    @Test
    void whateverComesEachLineIsOneSampleOrOneRejection() {
        Cases.forSeeds(20_000, random -> {
            byte[] hostile = Cases.mutate(SampleWriter.write(samples(1 + random.nextInt(4), random)), random);

            Reading reading = Reading.of(hostile);

            int read = reading.samples().size() + reading.rejections().size();
            assertThat(read == lines(hostile) || read == 1)
                    .as("%d read of %d lines", read, lines(hostile))
                    .isTrue();
            requireInOrder(reading);
        });
    }

    @Test
    void randomBytesAreRejected() {
        Cases.forSeeds(2_000, random -> {
            Reading reading = Reading.of(Cases.randomBytes(1 + random.nextInt(200), random));

            assertThat(reading.samples()).isEmpty();
            requireInOrder(reading);
        });
    }

    private static void requireInOrder(Reading reading) {
        int last = 0;
        for (Reading.Rejected rejected : reading.rejections()) {
            assertThat(rejected.from()).isBetween(last, rejected.to());
            assertThat(rejected.to()).isLessThanOrEqualTo(reading.value().length);
            assertThat(rejected.rejection().detail()).isNotBlank().doesNotContain("\n", "<", "Feature");
            last = rejected.to();
        }
    }

    /** Lines that are not blank; 1 if all are. */
    private static int lines(byte[] value) {
        int lines = 0;
        boolean blank = true;
        for (byte b : value) {
            lines += b == '\n' && !blank ? 1 : 0;
            blank = b == '\n' || (blank && (b == ' ' || b == '\t' || b == '\r'));
        }
        return Math.max(1, lines + (blank ? 0 : 1));
    }

    private static List<Sample> samples(int count, Random random) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(sample(random));
        }
        return samples;
    }

    private static Sample sample(Random random) {
        Integer status = random.nextInt(5) == 0 ? null : 100 + random.nextInt(500);
        return new Sample(
                Reading.NOW - random.nextInt(1_000_000),
                text(random),
                text(random),
                random.nextInt(4) == 0 ? random.nextInt(100) : random.nextDouble() * 1_000,
                status,
                random.nextBoolean(),
                maybe(text(random), random),
                maybe(text(random), random),
                maybe(text(random), random),
                random.nextBoolean(),
                maybe(cacheRead(random), random),
                maybe(new ResourceUsage(maybe(random.nextDouble(), random), maybe(1.0, random), null), random));
    }

    private static CacheRead cacheRead(Random random) {
        CacheOutcome[] outcomes = CacheOutcome.values();
        return new CacheRead(
                text(random),
                outcomes[random.nextInt(outcomes.length)],
                maybe(text(random), random),
                maybe(random.nextBoolean() ? Arm.TREATED : Arm.CONTROL, random));
    }

    private static String text(Random random) {
        return TEXTS[random.nextInt(TEXTS.length)] + random.nextInt(100);
    }

    private static <T> @Nullable T maybe(T value, Random random) {
        return random.nextBoolean() ? value : null;
    }
}

package dev.flyball.schemas.json;

import static dev.flyball.schemas.json.Reading.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.flyball.schemas.Cases;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.SampleLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainSamplesTest {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String GOOD =
            "{\"timestamp\":1763836800000,\"service\":\"a\",\"endpoint\":\"GET /\",\"responseTimeMs\":1.5,\"status\":200}";

    /** The pieces that objects are made of here: good ones, odd ones, wrong ones. */
    private static final List<String> FIELDS = List.of(
            "\"timestamp\":1763836800001",
            "\"timestamp\":\"2025-11-22T18:40:00Z\"",
            "\"timestamp\":9999999999999",
            "\"service\":\"b\"",
            "\"service\":\"x|y\"",
            "\"endpoint\":\"GET /ü\"",
            "\"endpoint\": \"a b\"",
            "\"responseTimeMs\":0",
            "\"responseTimeMs\":0.1",
            "\"responseTimeMs\":23.456789012345678",
            "\"responseTimeMs\":00.5",
            "\"responseTimeMs\":1.",
            "\"responseTimeMs\":1e2",
            "\"responseTimeMs\":-0",
            "\"responseTimeMs\":9007199254740993",
            "\"responseTimeMs\":8.6400000000000001e7",
            "\"status\":503",
            "\"status\":600",
            "\"status\":null",
            "\"error\":true",
            "\"error\":falsey",
            "\"user\":\"u-1\"",
            "\"user\":\"\"",
            "\"user\":\"a\\u0062\"",
            "\"instance\":\"pod\" ",
            "\"traceId\":null",
            "\"synthetic\":true",
            "\"cache\":{\"namespace\":\"n\",\"outcome\":\"L1\",\"arm\":null}",
            "\"cache\":{\"outcome\":\"MISS\",\"namespace\":\"n\",\"action\":\"a\",\"arm\":\"treated\"}",
            "\"cache\":{\"outcome\":\"MISS\"}",
            "\"cache\":{}",
            "\"resourceUsage\":{\"cpu\":0.41,\"memory\":1,\"network\":120345}",
            "\"resourceUsage\":{\"cpu\":0.41,\"disk\":1}",
            "\"other\":1",
            "\"other\":\"<\"",
            "\"other\":[{}]",
            "\"other\":\"\"",
            "\"other\" : true");

    private final PlainSamples plain = new PlainSamples(SampleLimits.DEFAULT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"user\":\"u-1\"",
                "\"user\":null",
                "\"traceId\":\"4bf9\",\"synthetic\":false,\"error\":false",
                "\"cache\":{\"namespace\":\"n\",\"outcome\":\"L1\"}",
                "\"resourceUsage\":{\"cpu\":0.41,\"memory\":null}",
                "\"region\":\"eu\",\"bytes\":17,\"retried\":true",
                "\"responseTimeMs\":23.456789012345678",
            })
    void whatAppsWriteIsPlain(String fields) {
        assertThat(plainly((GOOD.substring(0, GOOD.length() - 1) + ", " + fields + "}\r\n").getBytes(UTF_8)))
                .isNotNull();
    }

    @Test
    void whatIsReadPlainlyIsWhatARealParserReads() {
        Cases.forSeeds(50_000, random -> {
            StringBuilder object = new StringBuilder(GOOD.substring(0, GOOD.length() - 1));
            for (int i = random.nextInt(5); i > 0; i--) {
                object.append(',').append(FIELDS.get(random.nextInt(FIELDS.size())));
            }
            byte[] whole = object.append('}').toString().getBytes(UTF_8);
            requireEqual(whole);
            requireEqual(Cases.mutate(whole, random));
        });
    }

    @Test
    void everyNumberIsTheNearestDouble() {
        Cases.forSeeds(50_000, random -> {
            String number = number(random);
            byte[] bytes = (number + ",").getBytes(UTF_8);

            double read = new PlainObject(bytes, bytes.length).number();

            assertThat(read).isEqualTo(Double.parseDouble(number));
        });
    }

    private static String number(Random random) {
        String digits = Long.toString(Math.abs(random.nextLong() >> random.nextInt(64)));
        String fraction = random.nextBoolean() ? "." + Math.abs(random.nextLong() >> random.nextInt(64)) : "";
        return (digits.length() > 18 ? digits.substring(0, 18) : digits) + fraction;
    }

    private void requireEqual(byte[] object) {
        Sample read = plainly(object);
        if (read != null) {
            assertThat(read).isEqualTo(byParser(object));
        }
    }

    private @Nullable Sample plainly(byte[] object) {
        return plain.read(new PlainObject(object, object.length), NOW);
    }

    /** The first object, as {@link SampleFields} reads it. */
    private static Sample byParser(byte[] object) {
        try (JsonParser json = FACTORY.createParser(object)) {
            json.nextToken();
            SampleFields fields = new SampleFields(SampleLimits.DEFAULT);
            fields.read(json);
            return fields.toSample(NOW);
        } catch (IOException e) {
            throw new UncheckedIOException("read plainly, but no JSON", e);
        }
    }
}

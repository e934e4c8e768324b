package dev.flyball.schemas.json;

import static dev.flyball.schemas.json.Reading.NOW;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.schemas.Arm;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.CacheRead;
import dev.flyball.schemas.Rejection;
import dev.flyball.schemas.Rejection.Reason;
import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.SampleLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleReaderTest {
    private static final String GOOD = good("a");

    @Test
    void everyFieldIsRead() {
        Sample sample = Reading.of("""
                        {"timestamp":1763836800123,"service":"storefront","endpoint":"GET /api/products/{id}",\
                        "responseTimeMs":12.345,"status":200,"error":true,"user":"u-1","instance":"pod-7",\
                        "traceId":"4bf9","synthetic":true,\
                        "cache":{"namespace":"products","outcome":"STALE","action":"a-19","arm":"control"},\
                        "resourceUsage":{"cpu":0.41,"memory":0.73,"network":120345}}""").sample();

        assertThat(sample)
                .isEqualTo(new Sample(
                        1_763_836_800_123L,
                        "storefront",
                        "GET /api/products/{id}",
                        12.345,
                        200,
                        true,
                        "u-1",
                        "pod-7",
                        "4bf9",
                        true,
                        new CacheRead("products", CacheOutcome.STALE, "a-19", Arm.CONTROL),
                        new ResourceUsage(0.41, 0.73, 120_345.0)));
    }

    @Test
    void theRequiredFieldsAloneAreEnough() {
        assertThat(Reading.of(GOOD).sample()).isEqualTo(Sample.of(NOW, "a", "GET /", 1.5, 200));
    }

    @Test
    void anErrorFlagMayStandForTheStatus() {
        Sample sample = Reading.of(replacing("status", "\"error\":true")).sample();

        assertThat(sample.status()).isNull();
        assertThat(sample.failed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "instance", "traceId", "synthetic", "cache", "resourceUsage", "error"})
    void anOptionalFieldMayBeNull(String field) {
        assertThat(Reading.of(with("\"" + field + "\":null")).sample())
                .isEqualTo(Reading.of(GOOD).sample());
    }

    @Test
    void unknownFieldsAreIgnoredAtAnyDepth() {
        assertThat(Reading.of(with("\"x\":{\"service\":7,\"y\":[{\"timestamp\":\"z\"}]},\"Service\":1"))
                        .sample())
                .isEqualTo(Reading.of(GOOD).sample());
    }

    @Test
    void ofDuplicateFieldsTheLastCounts() {
        assertThat(Reading.of(with("\"status\":404,\"service\":\"b\"")).sample())
                .isEqualTo(Sample.of(NOW, "b", "GET /", 1.5, 404));
    }

    @ParameterizedTest
    @CsvSource({
        "2025-11-22T18:40:00Z,               1763836800000",
        "2025-11-22T18:40:00.123456789Z,     1763836800123",
        "2025-11-22T19:40:00.5+01:00,        1763836800500",
        "2025-11-22t13:10:00-05:30,          1763836800000",
    })
    void timestampsMayBeTexts(String text, long timestamp) {
        assertThat(Reading.of(with("\"timestamp\":\"" + text + "\"")).sample().timestamp())
                .isEqualTo(timestamp);
    }

    @Test
    void textsBeyondAsciiAreKept() {
        assertThat(Reading.of(with("\"service\":\"bücher-東京-\uD83D\uDE00\""))
                        .sample()
                        .service())
                .isEqualTo("bücher-東京-\uD83D\uDE00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"timestamp", "service", "endpoint", "responseTimeMs", "status"})
    void aMissingFieldIsNamed(String field) {
        for (String instead : List.of("\"other\":1", "\"" + field + "\":null")) {
            Rejection rejection = Reading.of(replacing(field, instead)).rejection();

            assertThat(rejection.reason()).isEqualTo(Reason.MISSING_FIELD);
            assertThat(rejection.detail()).startsWith(field).endsWith("is missing");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "\"timestamp\":\"yesterday\"               ~ WRONG_TYPE          ~ timestamp must be epoch milliseconds or an RFC 3339 text",
                "\"timestamp\":\"2025-11-22T18:40:00\"     ~ WRONG_TYPE          ~ timestamp must be",
                "\"timestamp\":1763836800000.5             ~ WRONG_TYPE          ~ timestamp must be",
                "\"timestamp\":true                        ~ WRONG_TYPE          ~ timestamp must be",
                "\"timestamp\":99999999999999999999        ~ OUT_OF_RANGE        ~ timestamp does not fit into 64 bits",
                "\"timestamp\":9223372036854775807         ~ TIMESTAMP_AHEAD     ~ timestamp 9223372036854775807 lies more than PT5M after 1763836800000",
                "\"timestamp\":1763837100001               ~ TIMESTAMP_AHEAD     ~ timestamp 1763837100001 lies more than PT5M after 1763836800000",
                "\"timestamp\":\"9999-12-31T23:59:59Z\"    ~ TIMESTAMP_AHEAD     ~ timestamp 253402300799000",
                "\"timestamp\":1763231999999               ~ TIMESTAMP_BEHIND    ~ timestamp 1763231999999 lies more than PT168H before 1763836800000",
                "\"timestamp\":1763836800                  ~ TIMESTAMP_BEHIND    ~ it looks like seconds, milliseconds are wanted",
                "\"timestamp\":0                           ~ TIMESTAMP_BEHIND    ~ timestamp 0 lies more than",
                "\"timestamp\":-1                          ~ TIMESTAMP_BEHIND    ~ timestamp -1 lies more than",
                "\"timestamp\":-9223372036854775808        ~ TIMESTAMP_BEHIND    ~ timestamp -9223372036854775808 lies more than",
                "\"timestamp\":\"1970-01-01T00:00:00Z\"    ~ TIMESTAMP_BEHIND    ~ timestamp 0 lies more than",
                "\"timestamp\":\"-9999-01-01T00:00:00Z\" ~ TIMESTAMP_BEHIND    ~ timestamp -",
                "\"service\":7                             ~ WRONG_TYPE          ~ service must be a text",
                "\"service\":[\"a\"]                       ~ WRONG_TYPE          ~ service must be a text",
                "\"service\":\"\"                          ~ OUT_OF_RANGE        ~ service is empty",
                "\"service\":\"  \"                        ~ OUT_OF_RANGE        ~ service is empty",
                "\"service\":\"a|b\"                       ~ FORBIDDEN_CHARACTER ~ service must not contain '|'",
                "\"endpoint\":\"<script>alert(1)</script>\" ~ FORBIDDEN_CHARACTER ~ endpoint has a character that is not allowed: U+003C",
                "\"endpoint\":\"a\\u0000b\"                ~ FORBIDDEN_CHARACTER ~ endpoint has a character that is not allowed: U+0000",
                "\"endpoint\":\"a\\u202eb\"                ~ FORBIDDEN_CHARACTER ~ endpoint has a character that is not allowed: U+202E",
                "\"endpoint\":\"a\\u0085b\"                ~ FORBIDDEN_CHARACTER ~ endpoint has a character that is not allowed: U+0085",
                "\"endpoint\":\"a\\u2028b\"                ~ FORBIDDEN_CHARACTER ~ endpoint has a character that is not allowed: U+2028",
                "\"endpoint\":\"a\\ud800b\"                ~ FORBIDDEN_CHARACTER ~ endpoint has a character that is not allowed: U+D800",
                "\"endpoint\":\"a\\udc00\"                 ~ FORBIDDEN_CHARACTER ~ endpoint has a character that is not allowed: U+DC00",
                "\"user\":\"a\\nb\"                        ~ FORBIDDEN_CHARACTER ~ user has a character that is not allowed: U+000A",
                "\"user\":{}                               ~ WRONG_TYPE          ~ user must be a text",
                "\"instance\":1                            ~ WRONG_TYPE          ~ instance must be a text",
                "\"traceId\":\"\"                          ~ OUT_OF_RANGE        ~ traceId is empty",
                "\"responseTimeMs\":\"12\"                 ~ WRONG_TYPE          ~ responseTimeMs must be a number",
                "\"responseTimeMs\":-0.001                 ~ OUT_OF_RANGE        ~ responseTimeMs must be 0 to",
                "\"responseTimeMs\":1e308                  ~ OUT_OF_RANGE        ~ responseTimeMs must be 0 to",
                "\"responseTimeMs\":1e400                  ~ OUT_OF_RANGE        ~ responseTimeMs must be 0 to",
                "\"responseTimeMs\":86400000.1             ~ OUT_OF_RANGE        ~ responseTimeMs must be 0 to",
                "\"responseTimeMs\":NaN                    ~ MALFORMED_JSON      ~ responseTimeMs: Non-standard token 'NaN'",
                "\"responseTimeMs\":-Infinity              ~ MALFORMED_JSON      ~ responseTimeMs: Non-standard token '-Infinity'",
                "\"status\":200.0                          ~ WRONG_TYPE          ~ status must be a whole number",
                "\"status\":\"200\"                        ~ WRONG_TYPE          ~ status must be a whole number",
                "\"status\":99                             ~ OUT_OF_RANGE        ~ status must be 100 to 599: 99",
                "\"status\":600                            ~ OUT_OF_RANGE        ~ status must be 100 to 599: 600",
                "\"status\":4294967496                     ~ OUT_OF_RANGE        ~ status must be 100 to 599: 4294967496",
                "\"status\":99999999999999999999           ~ OUT_OF_RANGE        ~ status does not fit into 64 bits",
                "\"error\":\"true\"                        ~ WRONG_TYPE          ~ error must be true or false",
                "\"synthetic\":1                           ~ WRONG_TYPE          ~ synthetic must be true or false",
                "\"cache\":\"L1\"                          ~ WRONG_TYPE          ~ cache must be an object",
                "\"cache\":{}                              ~ MISSING_FIELD       ~ cache.namespace is missing",
                "\"cache\":{\"namespace\":\"n\"}           ~ MISSING_FIELD       ~ cache.outcome is missing",
                "\"cache\":{\"namespace\":1}               ~ WRONG_TYPE          ~ cache.namespace must be a text",
                "\"cache\":{\"namespace\":\"<b>\"}         ~ FORBIDDEN_CHARACTER ~ cache.namespace has a character",
                "\"cache\":{\"outcome\":\"l1\"}            ~ WRONG_TYPE          ~ cache.outcome must be L1, L2, STALE, MISS or BYPASS",
                "\"cache\":{\"arm\":\"TREATED\"}           ~ WRONG_TYPE          ~ cache.arm must be treated or control",
                "\"cache\":{\"action\":\"\"}               ~ OUT_OF_RANGE        ~ cache.action is empty",
                "\"resourceUsage\":[]                      ~ WRONG_TYPE          ~ resourceUsage must be an object",
                "\"resourceUsage\":{\"cpu\":-1}            ~ OUT_OF_RANGE        ~ resourceUsage.cpu must be 0 to",
                "\"resourceUsage\":{\"memory\":\"1\"}      ~ WRONG_TYPE          ~ resourceUsage.memory must be a number",
                "\"resourceUsage\":{\"network\":1e13}      ~ OUT_OF_RANGE        ~ resourceUsage.network must be 0 to",
            })
    void aFaultyFieldIsNamedAndTheReasonIsRight(String fields, Reason reason, String detail) {
        Rejection rejection = Reading.of(with(fields)).rejection();

        assertThat(rejection.reason()).isEqualTo(reason);
        assertThat(rejection.detail()).contains(detail);
    }

    @ParameterizedTest
    @CsvSource({
        "service, 100",
        "endpoint, 300",
        "user, 200",
        "instance, 200",
        "traceId, 200",
    })
    void aTextUpToItsLimitIsKeptAndALongerOneIsNot(String field, int limit) {
        Reading.of(with("\"" + field + "\":\"" + "x".repeat(limit) + "\"")).sample();

        for (int length : new int[] {limit + 1, 10_000, 900_000}) {
            Rejection rejection = Reading.of(with("\"" + field + "\":\"" + "x".repeat(length) + "\""))
                    .rejection();

            assertThat(rejection.reason()).isEqualTo(Reason.TOO_LONG);
            assertThat(rejection.detail()).isEqualTo(field + " has " + length + " characters; the limit is " + limit);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "\"text\"",
                "null",
                "true",
                "{",
                "{\"timestamp\"",
                "{\"service\":\"a",
                "}",
                "{]",
                "{\"a\":1,}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":1}}",
                "{}{}",
                "<html>",
                "timestamp=1",
                "\u0000",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\" 1}",
                "// comment",
                "{\"a\":tru}"
            })
    void brokenJsonIsMalformed(String broken) {
        Rejection rejection = Reading.of(broken).rejection();

        assertThat(rejection.reason()).isEqualTo(Reason.MALFORMED_JSON);
        assertThat(rejection.detail()).isNotBlank().doesNotContain("Feature", "`", "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "\r\n \t\n"})
    void anEmptyValueIsOneRejection(String empty) {
        assertThat(Reading.of(empty).rejection()).isEqualTo(new Rejection(Reason.MALFORMED_JSON, "an empty value"));
    }

    @Test
    void whatIsNestedTooDeeplyIsRefused() {
        Rejection rejection = Reading.of(with("\"x\":" + "[".repeat(10_000))).rejection();

        assertThat(rejection.reason()).isEqualTo(Reason.TOO_LONG);
        assertThat(rejection.detail()).startsWith("x").contains("depth").doesNotContain("StreamReadConstraints");
    }

    @Test
    void numbersAndNamesOfAbsurdLengthAreRefused() {
        Rejection number =
                Reading.of(with("\"responseTimeMs\":" + "1".repeat(5_000))).rejection();
        assertThat(number.reason()).isEqualTo(Reason.TOO_LONG);
        assertThat(number.detail()).startsWith("responseTimeMs: ");

        Rejection name = Reading.of(with("\"" + "n".repeat(5_000) + "\":1")).rejection();
        assertThat(name.reason()).isEqualTo(Reason.TOO_LONG);
        assertThat(name.detail()).hasSizeLessThan(400);
    }

    @Test
    void aRecordOverTheLimitIsNotEvenLookedAt() {
        byte[] huge = new byte[10 << 20];
        Arrays.fill(huge, (byte) '{');

        Reading reading = Reading.of(huge);

        assertThat(reading.rejection())
                .isEqualTo(new Rejection(Reason.RECORD_TOO_LARGE, "10485760 bytes; the limit is 1048576"));
        assertThat(reading.rejections().get(0).to()).isEqualTo(huge.length);
    }

    @Test
    void aBadLineCostsOnlyItself() {
        for (String bad : List.of(
                "{\"timestamp\":1763836800000,\"service\":\"x\"",
                "garbage",
                "{\"timestamp\":}",
                with("\"status\":1"))) {
            Reading reading = Reading.of(good("a") + "\n" + bad + "\n\n" + good("b") + "\r\n" + good("ü") + "\n");

            assertThat(reading.samples()).extracting(Sample::service).containsExactly("a", "b", "ü");
            assertThat(reading.rejections()).hasSize(1);
            assertThat(reading.rejected(0)).isEqualTo(bad);
        }
    }

    @Test
    void aBadFirstLineCostsOnlyItself() {
        for (String bad : List.of("{\"timestamp\":1763836800000,", "{", "garbage", with("\"status\":1"))) {
            Reading reading = Reading.of(bad + "\n" + good("a") + "\n" + good("b"));

            assertThat(reading.samples()).extracting(Sample::service).containsExactly("a", "b");
            assertThat(reading.rejected(0)).isEqualTo(bad);
        }
    }

    @Test
    void invalidUtf8InTheMiddleCostsOnlyItsLine() {
        String bad = with("\"user\":\"\u00ff\"");

        Reading reading = Reading.of((good("a") + "\n" + bad + "\n" + good("b")).getBytes(ISO_8859_1));

        assertThat(reading.samples()).extracting(Sample::service).containsExactly("a", "b");
        assertThat(reading.rejections().get(0).rejection().reason()).isEqualTo(Reason.INVALID_UTF8);
        assertThat(reading.rejections().get(0).from()).isEqualTo(good("a").length() + 1);
        assertThat(reading.rejections().get(0).to()).isEqualTo(good("a").length() + 1 + bad.length());
    }

    @Test
    void oneObjectMaySpreadOverSeveralLines() {
        String spread = "\n" + GOOD.replace(",", ",\n  ").replace("{", "{\n  ").replace("}", "\n}\n");

        assertThat(Reading.of(spread).sample()).isEqualTo(Reading.of(GOOD).sample());
    }

    @Test
    void aFaultyObjectOverSeveralLinesIsOneRejection() {
        for (String faulty : List.of(
                replacing("status", "\"status\":1"),
                replacing("timestamp", "\"timestamp\":\"?\""),
                replacing("service", "\"service\":null"))) {
            String spread = faulty.replace(",", ",\n  ");

            Reading reading = Reading.of(spread);

            assertThat(reading.rejection().reason()).isNotEqualTo(Reason.MALFORMED_JSON);
            assertThat(reading.rejected(0)).isEqualTo(spread);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C0BC",
                "C1BF",
                "E080AF",
                "F08080AF", // overlong
                "EDA080",
                "EDBFBF",
                "EDA0BDEDB880", // surrogates
                "F4908080",
                "F5808080",
                "FF",
                "FE", // beyond Unicode
                "80",
                "BF",
                "C3",
                "E282",
                "F09F98",
                "C328", // out of place, cut off
            })
    void invalidUtf8IsNamedWithItsFieldAndItsByte(String hex) {
        String bytes = new String(java.util.HexFormat.of().parseHex(hex), ISO_8859_1);
        String service = with("\"service\":\"" + bytes + "\"");
        String namespace = with("\"cache\":{\"namespace\":\"n\",\"action\":\"é" + "\"}");

        Rejection inService = Reading.of(service.getBytes(ISO_8859_1)).rejection();
        Rejection inAction = Reading.of(namespace.getBytes(ISO_8859_1)).rejection();

        assertThat(inService)
                .isEqualTo(new Rejection(
                        Reason.INVALID_UTF8,
                        "service: byte " + service.indexOf(bytes) + " of the object is not UTF-8"));
        assertThat(inAction.detail()).startsWith("cache.action: byte ");
    }

    @Test
    void everyValidCharacterIsValidUtf8() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint += codePoint < 0x11000 ? 1 : 97) {
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                byte[] bytes = Character.toString(codePoint).getBytes(UTF_8);
                assertThat(Utf8.firstInvalid(bytes, 0, bytes.length))
                        .as("U+%X", codePoint)
                        .isEqualTo(Utf8.VALID);
            }
        }
    }

    @Test
    void aDetailNeverRepeatsWhatIsNotSafeToShow() {
        for (String hostile : List.of("<b>", "\u202e", "\u0085")) {
            String detail = Reading.of(with("\"" + hostile + "\":" + hostile))
                    .rejection()
                    .detail();

            assertThat(detail).doesNotContain(hostile).hasSizeLessThan(400);
        }
    }

    @Test
    void aValueAmongOtherBytesIsReadAsIfItWereAlone() {
        String spread = GOOD.replace(",", ",\n  ");
        for (String text : List.of(GOOD, with("\"user\":\"ü\""), GOOD + "\n" + with("\"status\":1"), spread)) {
            byte[] bytes = (text + "\n" + text).getBytes(UTF_8);
            int second = bytes.length - text.getBytes(UTF_8).length;
            for (int from : new int[] {0, 1, second - 1, second}) {
                for (int to = from; to <= bytes.length; to++) {
                    Reading alone = Reading.of(Arrays.copyOfRange(bytes, from, to));
                    Reading among = Reading.among(bytes, from, to);

                    assertThat(among.samples()).isEqualTo(alone.samples());
                    assertThat(among.rejections()).isEqualTo(alone.rejections());
                }
            }
        }
    }

    @Test
    void theLimitOfARecordIsThatOfItsValueAlone() {
        byte[] bytes = new byte[2 * SampleLimits.DEFAULT.recordBytes()];
        Arrays.fill(bytes, (byte) ' ');

        Rejection atLimit = Reading.among(bytes, 7, 7 + bytes.length / 2).rejection();
        Reading above = Reading.among(bytes, 7, 8 + bytes.length / 2);

        assertThat(atLimit.detail()).isEqualTo("an empty value");
        assertThat(above.rejection().reason()).isEqualTo(Reason.RECORD_TOO_LARGE);
        assertThat(above.rejections().get(0).from()).isZero();
        assertThat(above.rejections().get(0).to()).isEqualTo(1 + bytes.length / 2);
    }

    @Test
    void anotherLimitIsJudgedByItself() {
        SampleLimits limits =
                new SampleLimits(1_000, 1, 5, 5, Duration.ofMillis(2), Duration.ZERO, Duration.ofMillis(10));
        SampleReader reader = new SampleReader(limits);
        List<Integer> accepted = new ArrayList<>();

        for (long now : new long[] {NOW - 1, NOW, NOW + 10, NOW + 11}) {
            accepted.add(Reading.of(GOOD.getBytes(UTF_8), reader, now).samples().size());
        }

        assertThat(accepted).containsExactly(0, 1, 1, 0);
    }

    private static String good(String service) {
        return "{\"timestamp\":1763836800000,\"service\":\"" + service
                + "\",\"endpoint\":\"GET /\",\"responseTimeMs\":1.5,\"status\":200}";
    }

    /** A good object with something else instead of one of its fields. */
    private static String replacing(String field, String instead) {
        return GOOD.replaceFirst("\"" + field + "\":[^,}]+", instead);
    }

    /** A good object with more fields, of which the last of a name counts. */
    private static String with(String fields) {
        return GOOD.substring(0, GOOD.length() - 1) + "," + fields + "}";
    }
}

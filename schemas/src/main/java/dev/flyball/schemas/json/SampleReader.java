package dev.flyball.schemas.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.flyball.schemas.Arm;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.CacheRead;
import dev.flyball.schemas.Rejection;
import dev.flyball.schemas.Rejection.Reason;
import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.SampleLimits;
import java.io.CharConversionException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Reads the value of a record on {@code request-samples}: one JSON object, or several, a line each. Every object ends
 * as exactly one sample or one rejection; a bad line costs only itself. Nothing that it reads makes it throw.
 */
public final class SampleReader {
    private final SampleLimits limits;
    private final JsonFactory factory;

    public SampleReader(SampleLimits limits) {
        this.limits = limits;
        int longest = Math.max(limits.serviceChars(), Math.max(limits.endpointChars(), limits.textChars()));
        factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(16)
                        .maxNameLength(1_000)
                        .maxNumberLength(100)
                        // Room above our own limits, so that it is our message that a user reads.
                        .maxStringLength(longest * 16)
                        .build())
                .build();
    }

    /** Takes what a record holds, in its order. */
    public interface Visitor {
        void sample(Sample sample);

        /**
         * @param from first byte of the rejected object in the value
         * @param to first byte after it
         */
        void rejected(Rejection rejection, int from, int to);
    }

    /**
     * @param value the value of a record
     * @param now the moment against which timestamps are judged, epoch milliseconds: when the record was appended
     */
    public void read(byte[] value, long now, Visitor visitor) {
        if (value.length > limits.recordBytes()) {
            String detail = value.length + " bytes; the limit is " + limits.recordBytes();
            visitor.rejected(new Rejection(Reason.RECORD_TOO_LARGE, detail), 0, value.length);
            return;
        }
        boolean any = false;
        for (int from = 0; from < value.length; ) {
            int to = endOfLine(value, from);
            if (!isBlank(value, from, to)) {
                boolean first = !any;
                any = true;
                if (first && to < value.length && readSpread(value, now, from, to, visitor)) {
                    return;
                }
                readLine(value, now, from, to, visitor);
            }
            from = to + 1;
        }
        if (!any) {
            visitor.rejected(new Rejection(Reason.MALFORMED_JSON, "an empty value"), 0, value.length);
        }
    }

    /** One object over several lines is no NDJSON, but people send it; tried when the first line is no whole object. */
    private boolean readSpread(byte[] value, long now, int from, int to, Visitor visitor) {
        if (parse(value, now, from, to) != UNFINISHED) {
            return false;
        }
        Object whole = parse(value, now, from, value.length);
        if (whole instanceof Sample sample) {
            visitor.sample(sample);
            return true;
        }
        if (whole instanceof Rejection rejection
                && rejection.reason() != Reason.MALFORMED_JSON
                && whole != UNFINISHED) {
            visitor.rejected(rejection, from, value.length);
            return true;
        }
        return false;
    }

    private void readLine(byte[] value, long now, int from, int to, Visitor visitor) {
        Object read = parse(value, now, from, to);
        if (read instanceof Sample sample) {
            visitor.sample(sample);
        } else {
            visitor.rejected((Rejection) read, from, to);
        }
    }

    private static final Rejection UNFINISHED = new Rejection(Reason.MALFORMED_JSON, "the object does not end");

    /** A {@link Sample}, or the {@link Rejection} that it came to. */
    private Object parse(byte[] value, long now, int from, int to) {
        try (JsonParser json = factory.createParser(value, from, to - from)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return new Rejection(Reason.MALFORMED_JSON, "not an object");
            }
            Fields fields = new Fields();
            fields.read(json);
            if (json.nextToken() != null) {
                return new Rejection(Reason.MALFORMED_JSON, "something follows the object on its line");
            }
            return fields.toSample(limits, now);
        } catch (RejectedException e) {
            return e.rejection;
        } catch (JsonEOFException e) {
            return UNFINISHED;
        } catch (StreamConstraintsException e) {
            return new Rejection(Reason.TOO_LONG, firstLine(e.getOriginalMessage()));
        } catch (CharConversionException e) {
            return new Rejection(Reason.INVALID_UTF8, firstLine(e.getMessage()));
        } catch (IOException e) {
            String message = firstLine(
                    e instanceof com.fasterxml.jackson.core.JsonProcessingException p
                            ? p.getOriginalMessage()
                            : e.getMessage());
            return new Rejection(message.contains("UTF-8") ? Reason.INVALID_UTF8 : Reason.MALFORMED_JSON, message);
        }
    }

    private static String firstLine(@Nullable String message) {
        if (message == null) {
            return "unreadable";
        }
        String line = message.lines().findFirst().orElse("unreadable");
        return line.length() <= 200 ? line : line.substring(0, 200) + "...";
    }

    private static int endOfLine(byte[] value, int from) {
        int at = from;
        while (at < value.length && value[at] != '\n') {
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte[] value, int from, int to) {
        for (int i = from; i < to; i++) {
            if (value[i] != ' ' && value[i] != '\t' && value[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    /** Ends the reading of one object; carries no stack trace, as bad input may come at any rate. */
    private static final class RejectedException extends RuntimeException {
        private final transient Rejection rejection;

        RejectedException(Reason reason, String detail) {
            super(detail, null, false, false);
            rejection = new Rejection(reason, detail);
        }
    }

    /** The fields of one object while it is being read. */
    private static final class Fields {
        private @Nullable Long timestamp;
        private @Nullable String service;
        private @Nullable String endpoint;
        private @Nullable Double responseTimeMs;
        private @Nullable Integer status;
        private @Nullable Boolean error;
        private @Nullable String user;
        private @Nullable String instance;
        private @Nullable String traceId;
        private boolean synthetic;
        private @Nullable CacheRead cache;
        private @Nullable ResourceUsage resourceUsage;

        void read(JsonParser json) throws IOException {
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String field = json.currentName();
                if (json.nextToken() == JsonToken.VALUE_NULL) {
                    continue;
                }
                switch (field) {
                    case "timestamp" -> timestamp = timestamp(json);
                    case "service" -> service = text(json, field);
                    case "endpoint" -> endpoint = text(json, field);
                    case "responseTimeMs" -> responseTimeMs = number(json, field);
                    case "status" -> status = status(json);
                    case "error" -> error = bool(json, field);
                    case "user" -> user = text(json, field);
                    case "instance" -> instance = text(json, field);
                    case "traceId" -> traceId = text(json, field);
                    case "synthetic" -> synthetic = bool(json, field);
                    case "cache" -> cache = cache(json);
                    case "resourceUsage" -> resourceUsage = resourceUsage(json);
                    default -> json.skipChildren();
                }
            }
        }

        Sample toSample(SampleLimits limits, long now) {
            long at = present(timestamp, "timestamp");
            if (at > now + limits.ahead().toMillis()) {
                throw new RejectedException(
                        Reason.TIMESTAMP_AHEAD, "timestamp " + at + " is " + (at - now) + " ms ahead");
            }
            if (at < now - limits.behind().toMillis()) {
                throw new RejectedException(
                        Reason.TIMESTAMP_BEHIND, "timestamp " + at + " is " + (now - at) + " ms behind");
            }
            double took = present(responseTimeMs, "responseTimeMs");
            if (!(took >= 0 && took <= limits.responseTime().toMillis())) {
                throw new RejectedException(
                        Reason.OUT_OF_RANGE,
                        "responseTimeMs must be 0 to " + limits.responseTime().toMillis() + ": " + took);
            }
            if (status == null && error == null) {
                throw new RejectedException(Reason.MISSING_FIELD, "status (or error) is missing");
            }
            String checkedService = name(present(service, "service"), "service", limits.serviceChars());
            if (checkedService.indexOf('|') >= 0) {
                throw new RejectedException(Reason.FORBIDDEN_CHARACTER, "service must not contain '|'");
            }
            return new Sample(
                    at,
                    checkedService,
                    name(present(endpoint, "endpoint"), "endpoint", limits.endpointChars()),
                    took,
                    status,
                    error != null && error,
                    optional(user, "user", limits),
                    optional(instance, "instance", limits),
                    optional(traceId, "traceId", limits),
                    synthetic,
                    checked(cache, limits),
                    resourceUsage);
        }

        private static @Nullable CacheRead checked(@Nullable CacheRead cache, SampleLimits limits) {
            if (cache != null) {
                name(cache.namespace(), "cache.namespace", limits.textChars());
                optional(cache.action(), "cache.action", limits);
            }
            return cache;
        }

        private static @Nullable String optional(@Nullable String value, String field, SampleLimits limits) {
            return value == null ? null : name(value, field, limits.textChars());
        }

        /** A name that is safe to show and to store: not empty, not too long, no control characters, no markup. */
        private static String name(String value, String field, int limit) {
            if (value.isBlank()) {
                throw new RejectedException(Reason.OUT_OF_RANGE, field + " is empty");
            }
            if (value.length() > limit) {
                throw new RejectedException(
                        Reason.TOO_LONG, field + " has " + value.length() + " characters; the limit is " + limit);
            }
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (isForbidden(c) || (Character.isSurrogate(c) && !isPaired(value, i))) {
                    throw new RejectedException(
                            Reason.FORBIDDEN_CHARACTER,
                            field + " has a character that is not allowed: U+" + String.format("%04X", (int) c));
                }
            }
            return value;
        }

        /** Controls, markup, and what turns or hides text when it is shown. */
        private static boolean isForbidden(char c) {
            return Character.isISOControl(c)
                    || c == '<'
                    || c == '>'
                    || c == '\u2028'
                    || c == '\u2029'
                    || Character.getType(c) == Character.FORMAT;
        }

        private static boolean isPaired(String value, int at) {
            return Character.isHighSurrogate(value.charAt(at))
                    ? at + 1 < value.length() && Character.isLowSurrogate(value.charAt(at + 1))
                    : at > 0 && Character.isHighSurrogate(value.charAt(at - 1));
        }

        private static <T> T present(@Nullable T value, String field) {
            if (value == null) {
                throw new RejectedException(Reason.MISSING_FIELD, field + " is missing");
            }
            return value;
        }

        private static long timestamp(JsonParser json) throws IOException {
            if (json.currentToken() == JsonToken.VALUE_STRING) {
                try {
                    return OffsetDateTime.parse(json.getText()).toInstant().toEpochMilli();
                } catch (DateTimeException | ArithmeticException e) {
                    throw new RejectedException(
                            Reason.WRONG_TYPE, "timestamp must be epoch milliseconds or an RFC 3339 text");
                }
            }
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw wrongType("timestamp", "epoch milliseconds or an RFC 3339 text");
            }
            return wholeNumber(json, "timestamp");
        }

        private static long wholeNumber(JsonParser json, String field) throws IOException {
            JsonParser.NumberType type = json.getNumberType();
            if (type == JsonParser.NumberType.BIG_INTEGER) {
                throw new RejectedException(Reason.OUT_OF_RANGE, field + " does not fit into 64 bits");
            }
            return json.getLongValue();
        }

        private static int status(JsonParser json) throws IOException {
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw wrongType("status", "a whole number");
            }
            long status = wholeNumber(json, "status");
            if (status < 100 || status > 599) {
                throw new RejectedException(Reason.OUT_OF_RANGE, "status must be 100 to 599: " + status);
            }
            return (int) status;
        }

        private static String text(JsonParser json, String field) throws IOException {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw wrongType(field, "a text");
            }
            return json.getText();
        }

        private static double number(JsonParser json, String field) throws IOException {
            if (!json.currentToken().isNumeric()) {
                throw wrongType(field, "a number");
            }
            return json.getDoubleValue();
        }

        private static boolean bool(JsonParser json, String field) {
            return switch (json.currentToken()) {
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                default -> throw wrongType(field, "true or false");
            };
        }

        private static RejectedException wrongType(String field, String wanted) {
            return new RejectedException(Reason.WRONG_TYPE, field + " must be " + wanted);
        }

        private static CacheRead cache(JsonParser json) throws IOException {
            requireObject(json, "cache");
            String namespace = null;
            CacheOutcome outcome = null;
            String action = null;
            Arm arm = null;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String field = json.currentName();
                if (json.nextToken() == JsonToken.VALUE_NULL) {
                    continue;
                }
                switch (field) {
                    case "namespace" -> namespace = text(json, "cache.namespace");
                    case "outcome" -> outcome = outcome(text(json, "cache.outcome"));
                    case "action" -> action = text(json, "cache.action");
                    case "arm" -> arm = arm(text(json, "cache.arm"));
                    default -> json.skipChildren();
                }
            }
            return new CacheRead(present(namespace, "cache.namespace"), present(outcome, "cache.outcome"), action, arm);
        }

        private static CacheOutcome outcome(String text) {
            return switch (text) {
                case "L1" -> CacheOutcome.L1;
                case "L2" -> CacheOutcome.L2;
                case "STALE" -> CacheOutcome.STALE;
                case "MISS" -> CacheOutcome.MISS;
                case "BYPASS" -> CacheOutcome.BYPASS;
                default -> throw wrongType("cache.outcome", "L1, L2, STALE, MISS or BYPASS");
            };
        }

        private static Arm arm(String text) {
            return switch (text) {
                case "treated" -> Arm.TREATED;
                case "control" -> Arm.CONTROL;
                default -> throw wrongType("cache.arm", "treated or control");
            };
        }

        private static ResourceUsage resourceUsage(JsonParser json) throws IOException {
            requireObject(json, "resourceUsage");
            Double cpu = null;
            Double memory = null;
            Double network = null;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String field = json.currentName();
                if (json.nextToken() == JsonToken.VALUE_NULL) {
                    continue;
                }
                switch (field) {
                    case "cpu" -> cpu = usage(json, "resourceUsage.cpu");
                    case "memory" -> memory = usage(json, "resourceUsage.memory");
                    case "network" -> network = usage(json, "resourceUsage.network");
                    default -> json.skipChildren();
                }
            }
            return new ResourceUsage(cpu, memory, network);
        }

        private static double usage(JsonParser json, String field) throws IOException {
            double value = number(json, field);
            if (!(value >= 0 && value <= 1e12)) {
                throw new RejectedException(Reason.OUT_OF_RANGE, field + " must be 0 to 1e12: " + value);
            }
            return value;
        }

        private static void requireObject(JsonParser json, String field) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw wrongType(field, "an object");
            }
        }
    }
}

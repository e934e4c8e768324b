package dev.flyball.schemas.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.flyball.schemas.Arm;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.CacheRead;
import dev.flyball.schemas.Rejection.Reason;
import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.SampleLimits;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The fields of one sample while its object is being read; each is checked as it comes. Of duplicates, the last counts. */
final class SampleFields {
    private static final int TIMESTAMP_CHARS = 64;
    static final double MOST_USAGE = 1e12;

    private final SampleLimits limits;
    private boolean timestampGiven;
    private long timestamp;
    private @Nullable String service;
    private @Nullable String endpoint;
    /** Not a number until given: JSON has no way to give one that is not. */
    private double responseTimeMs = Double.NaN;

    private @Nullable Integer status;
    private @Nullable Boolean error;
    private @Nullable String user;
    private @Nullable String instance;
    private @Nullable String traceId;
    private boolean synthetic;
    private @Nullable CacheRead cache;
    private @Nullable ResourceUsage resourceUsage;

    SampleFields(SampleLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads from the start of the object to its end.
     *
     * @throws RejectedException if a field is not what it should be
     */
    void read(JsonParser json) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            if (json.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (field) {
                case "timestamp" -> readTimestamp(json);
                case "service" -> service = service(json);
                case "endpoint" -> endpoint = text(json, field, limits.endpointChars());
                case "responseTimeMs" ->
                    responseTimeMs = number(json, field, limits.responseTime().toMillis());
                case "status" -> status = status(json);
                case "error" -> error = bool(json, field);
                case "user" -> user = text(json, field, limits.textChars());
                case "instance" -> instance = text(json, field, limits.textChars());
                case "traceId" -> traceId = text(json, field, limits.textChars());
                case "synthetic" -> synthetic = bool(json, field);
                case "cache" -> cache = cache(json);
                case "resourceUsage" -> resourceUsage = resourceUsage(json);
                default -> json.skipChildren();
            }
        }
    }

    /**
     * The sample, once its object has been read.
     *
     * @throws RejectedException if a required field is missing, or the timestamp lies too far from {@code now}
     */
    Sample toSample(long now) {
        if (!timestampGiven) {
            throw missing("timestamp");
        }
        requireNear(now);
        if (Double.isNaN(responseTimeMs)) {
            throw missing("responseTimeMs");
        }
        if (status == null && error == null) {
            throw missing("status (or error)");
        }
        return new Sample(
                timestamp,
                present(service, "service"),
                present(endpoint, "endpoint"),
                responseTimeMs,
                status,
                error != null && error,
                user,
                instance,
                traceId,
                synthetic,
                cache,
                resourceUsage);
    }

    private void requireNear(long now) {
        if (timestamp > now + limits.ahead().toMillis()) {
            throw new RejectedException(
                    Reason.TIMESTAMP_AHEAD,
                    "timestamp " + timestamp + " lies more than " + limits.ahead() + " after " + now);
        }
        long earliest = now - limits.behind().toMillis();
        if (timestamp < earliest) {
            boolean seconds = timestamp >= earliest / 1_000;
            throw new RejectedException(
                    Reason.TIMESTAMP_BEHIND,
                    "timestamp " + timestamp + " lies more than " + limits.behind() + " before " + now
                            + (seconds ? "; it looks like seconds, milliseconds are wanted" : ""));
        }
    }

    private void readTimestamp(JsonParser json) throws IOException {
        timestamp = switch (json.currentToken()) {
            case VALUE_NUMBER_INT -> wholeNumber(json, "timestamp");
            case VALUE_STRING -> instant(json);
            default -> throw notATimestamp();
        };
        timestampGiven = true;
    }

    private static long instant(JsonParser json) throws IOException {
        if (json.getTextLength() > TIMESTAMP_CHARS) {
            throw notATimestamp();
        }
        try {
            return OffsetDateTime.parse(json.getText()).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw notATimestamp();
        }
    }

    private static RejectedException notATimestamp() {
        return wrongType("timestamp", "epoch milliseconds or an RFC 3339 text");
    }

    private String service(JsonParser json) throws IOException {
        String name = text(json, "service", limits.serviceChars());
        if (name.indexOf('|') >= 0) {
            throw new RejectedException(Reason.FORBIDDEN_CHARACTER, "service must not contain '|'");
        }
        return name;
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

    private CacheRead cache(JsonParser json) throws IOException {
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
                case "namespace" -> namespace = text(json, "cache.namespace", limits.textChars());
                case "outcome" -> outcome = outcome(text(json, "cache.outcome", limits.textChars()));
                case "action" -> action = text(json, "cache.action", limits.textChars());
                case "arm" -> arm = arm(text(json, "cache.arm", limits.textChars()));
                default -> json.skipChildren();
            }
        }
        return new CacheRead(present(namespace, "cache.namespace"), present(outcome, "cache.outcome"), action, arm);
    }

    private static CacheOutcome outcome(String text) {
        CacheOutcome outcome = outcomeOf(text);
        if (outcome == null) {
            throw wrongType("cache.outcome", "L1, L2, STALE, MISS or BYPASS");
        }
        return outcome;
    }

    static @Nullable CacheOutcome outcomeOf(String text) {
        return switch (text) {
            case "L1" -> CacheOutcome.L1;
            case "L2" -> CacheOutcome.L2;
            case "STALE" -> CacheOutcome.STALE;
            case "MISS" -> CacheOutcome.MISS;
            case "BYPASS" -> CacheOutcome.BYPASS;
            default -> null;
        };
    }

    private static Arm arm(String text) {
        Arm arm = armOf(text);
        if (arm == null) {
            throw wrongType("cache.arm", "treated or control");
        }
        return arm;
    }

    static @Nullable Arm armOf(String text) {
        return switch (text) {
            case "treated" -> Arm.TREATED;
            case "control" -> Arm.CONTROL;
            default -> null;
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
                case "cpu" -> cpu = number(json, "resourceUsage.cpu", MOST_USAGE);
                case "memory" -> memory = number(json, "resourceUsage.memory", MOST_USAGE);
                case "network" -> network = number(json, "resourceUsage.network", MOST_USAGE);
                default -> json.skipChildren();
            }
        }
        return new ResourceUsage(cpu, memory, network);
    }

    private static String text(JsonParser json, String field, int limit) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw wrongType(field, "a text");
        }
        int length = json.getTextLength();
        if (length > limit) {
            throw new RejectedException(
                    Reason.TOO_LONG, field + " has " + length + " characters; the limit is " + limit);
        }
        return SafeText.require(json.getText(), field);
    }

    private static double number(JsonParser json, String field, double most) throws IOException {
        if (!json.currentToken().isNumeric()) {
            throw wrongType(field, "a number");
        }
        double value = json.getDoubleValue();
        if (!(value >= 0 && value <= most)) {
            throw new RejectedException(Reason.OUT_OF_RANGE, field + " must be 0 to " + most + ": " + value);
        }
        return value;
    }

    private static long wholeNumber(JsonParser json, String field) throws IOException {
        if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw new RejectedException(Reason.OUT_OF_RANGE, field + " does not fit into 64 bits");
        }
        return json.getLongValue();
    }

    private static boolean bool(JsonParser json, String field) {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw wrongType(field, "true or false");
        };
    }

    private static void requireObject(JsonParser json, String field) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw wrongType(field, "an object");
        }
    }

    private static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw missing(field);
        }
        return value;
    }

    private static RejectedException missing(String field) {
        return new RejectedException(Reason.MISSING_FIELD, field + " is missing");
    }

    private static RejectedException wrongType(String field, String wanted) {
        return new RejectedException(Reason.WRONG_TYPE, field + " must be " + wanted);
    }
}

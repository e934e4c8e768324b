package dev.flyball.schemas.json;

import dev.flyball.schemas.Arm;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.CacheRead;
import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.SampleLimits;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the samples that are written as most are and that nothing is wrong with, several times as fast as a parser that
 * must be ready for everything. Of all others it says nothing: {@link SampleFields} reads them, and says what is wrong.
 * Safe for concurrent use.
 */
final class PlainSamples {
    private static final int LOWEST_STATUS = 100;
    private static final int HIGHEST_STATUS = 599;
    /** Each sample has one. */
    private static final Integer[] STATUSES =
            IntStream.rangeClosed(LOWEST_STATUS, HIGHEST_STATUS).boxed().toArray(Integer[]::new);

    private static final Names<Field> FIELDS = new Names<>(Field.class);
    private static final Names<CacheField> CACHE_FIELDS = new Names<>(CacheField.class);
    private static final Names<UsageField> USAGE_FIELDS = new Names<>(UsageField.class);

    /** In the order of {@link SampleWriter}, as are the others. */
    private enum Field {
        TIMESTAMP,
        SERVICE,
        ENDPOINT,
        RESPONSE_TIME_MS,
        STATUS,
        ERROR,
        USER,
        INSTANCE,
        TRACE_ID,
        SYNTHETIC,
        CACHE,
        RESOURCE_USAGE,
        OTHER
    }

    private enum CacheField {
        NAMESPACE,
        OUTCOME,
        ACTION,
        ARM,
        OTHER
    }

    private enum UsageField {
        CPU,
        MEMORY,
        NETWORK,
        OTHER
    }

    private final SampleLimits limits;
    private final double mostResponseTimeMs;
    private final long aheadMs;
    private final long behindMs;
    private final Texts texts = new Texts();

    PlainSamples(SampleLimits limits) {
        this.limits = limits;
        mostResponseTimeMs = limits.responseTime().toMillis();
        aheadMs = limits.ahead().toMillis();
        behindMs = limits.behind().toMillis();
    }

    /** The sample that begins at the cursor and ends with its line; null if it is not plain, or not acceptable. */
    @Nullable
    Sample read(PlainObject json, long now) {
        long timestamp = PlainObject.NOT_PLAIN;
        String service = null;
        String endpoint = null;
        double responseTimeMs = PlainObject.NOT_PLAIN;
        Integer status = null;
        Boolean error = null;
        String user = null;
        String instance = null;
        String traceId = null;
        Boolean synthetic = Boolean.FALSE;
        CacheRead cache = null;
        ResourceUsage usage = null;
        if (!json.skip('{')) {
            return null;
        }
        Field field = null;
        do {
            field = FIELDS.next(json, field);
            if (field == null) {
                return null;
            }
            if (json.skip("null")) {
                continue;
            }
            boolean plain = switch (field) {
                case TIMESTAMP -> (timestamp = json.wholeNumber()) >= 0;
                case SERVICE -> (service = service(json)) != null;
                case ENDPOINT -> (endpoint = json.text(limits.endpointChars(), texts)) != null;
                case RESPONSE_TIME_MS -> (responseTimeMs = json.number()) >= 0 && responseTimeMs <= mostResponseTimeMs;
                case STATUS -> (status = status(json)) != null;
                case ERROR -> (error = bool(json)) != null;
                case USER -> (user = json.text(limits.textChars(), null)) != null;
                case INSTANCE -> (instance = json.text(limits.textChars(), texts)) != null;
                case TRACE_ID -> (traceId = json.text(limits.textChars(), null)) != null;
                case SYNTHETIC -> (synthetic = bool(json)) != null;
                case CACHE -> (cache = cache(json)) != null;
                case RESOURCE_USAGE -> (usage = resourceUsage(json)) != null;
                case OTHER -> json.skipValue();
            };
            if (!plain) {
                return null;
            }
        } while (json.skip(','));
        boolean given = timestamp >= 0 && responseTimeMs >= 0 && (status != null || error != null);
        if (!json.skip('}') || !json.skipToEndOfLine() || !given || service == null || endpoint == null) {
            return null;
        }
        if (timestamp > now + aheadMs || timestamp < now - behindMs) {
            return null;
        }
        return new Sample(
                timestamp,
                service,
                endpoint,
                responseTimeMs,
                status,
                error != null && error,
                user,
                instance,
                traceId,
                synthetic != null && synthetic,
                cache,
                usage);
    }

    private @Nullable String service(PlainObject json) {
        String service = json.text(limits.serviceChars(), texts);
        return service == null || service.indexOf('|') >= 0 ? null : service;
    }

    private static @Nullable Integer status(PlainObject json) {
        long status = json.wholeNumber();
        return status >= LOWEST_STATUS && status <= HIGHEST_STATUS ? STATUSES[(int) status - LOWEST_STATUS] : null;
    }

    private static @Nullable Boolean bool(PlainObject json) {
        return json.skip("true") ? Boolean.TRUE : json.skip("false") ? Boolean.FALSE : null;
    }

    private @Nullable CacheRead cache(PlainObject json) {
        String namespace = null;
        CacheOutcome outcome = null;
        String action = null;
        Arm arm = null;
        if (!json.skip('{')) {
            return null;
        }
        CacheField field = null;
        do {
            field = CACHE_FIELDS.next(json, field);
            if (field != null && json.skip("null")) {
                continue;
            }
            String text = json.text(limits.textChars(), texts);
            if (field == null || text == null) {
                return null;
            }
            boolean plain = switch (field) {
                case NAMESPACE -> (namespace = text) != null;
                case OUTCOME -> (outcome = SampleFields.outcomeOf(text)) != null;
                case ACTION -> (action = text) != null;
                case ARM -> (arm = SampleFields.armOf(text)) != null;
                case OTHER -> false;
            };
            if (!plain) {
                return null;
            }
        } while (json.skip(','));
        return json.skip('}') && namespace != null && outcome != null
                ? new CacheRead(namespace, outcome, action, arm)
                : null;
    }

    private @Nullable ResourceUsage resourceUsage(PlainObject json) {
        Double cpu = null;
        Double memory = null;
        Double network = null;
        if (!json.skip('{')) {
            return null;
        }
        UsageField field = null;
        do {
            field = USAGE_FIELDS.next(json, field);
            if (field != null && json.skip("null")) {
                continue;
            }
            double number = json.number();
            if (field == null || !(number >= 0 && number <= SampleFields.MOST_USAGE)) {
                return null;
            }
            switch (field) {
                case CPU -> cpu = number;
                case MEMORY -> memory = number;
                case NETWORK -> network = number;
                case OTHER -> {
                    return null;
                }
            }
        } while (json.skip(','));
        return json.skip('}') ? new ResourceUsage(cpu, memory, network) : null;
    }
}

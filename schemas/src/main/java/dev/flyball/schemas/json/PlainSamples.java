package dev.flyball.schemas.json;

import dev.flyball.schemas.Arm;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.CacheRead;
import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.SampleLimits;
import org.jspecify.annotations.Nullable;

/**
 * Reads the samples that are written as most are and that nothing is wrong with, several times as fast as a parser that
 * must be ready for everything. Of all others it says nothing: {@link SampleFields} reads them, and says what is wrong.
 * Safe for concurrent use.
 */
final class PlainSamples {
    private final SampleLimits limits;
    private final double mostResponseTimeMs;
    private final long aheadMs;
    private final long behindMs;
    /** Apart from the values, which would push them out: each sample has all of them. */
    private final Texts names = new Texts();

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
        do {
            String field = json.name(names);
            if (field == null) {
                return null;
            }
            if (json.skip("null")) {
                continue;
            }
            boolean plain = switch (field) {
                case "timestamp" -> (timestamp = json.wholeNumber()) >= 0;
                case "service" -> (service = service(json)) != null;
                case "endpoint" -> (endpoint = json.text(limits.endpointChars(), texts)) != null;
                case "responseTimeMs" -> (responseTimeMs = json.number()) >= 0 && responseTimeMs <= mostResponseTimeMs;
                case "status" -> (status = status(json)) != null;
                case "error" -> (error = bool(json)) != null;
                case "user" -> (user = json.text(limits.textChars(), null)) != null;
                case "instance" -> (instance = json.text(limits.textChars(), texts)) != null;
                case "traceId" -> (traceId = json.text(limits.textChars(), null)) != null;
                case "synthetic" -> (synthetic = bool(json)) != null;
                case "cache" -> (cache = cache(json)) != null;
                case "resourceUsage" -> (usage = resourceUsage(json)) != null;
                default -> json.skipValue();
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
        return status >= 100 && status <= 599 ? (int) status : null;
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
        do {
            String field = json.name(names);
            if (field != null && json.skip("null")) {
                continue;
            }
            String text = json.text(limits.textChars(), texts);
            if (field == null || text == null) {
                return null;
            }
            boolean plain = switch (field) {
                case "namespace" -> (namespace = text) != null;
                case "outcome" -> (outcome = SampleFields.outcomeOf(text)) != null;
                case "action" -> (action = text) != null;
                case "arm" -> (arm = SampleFields.armOf(text)) != null;
                default -> false;
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
        do {
            String field = json.name(names);
            if (field != null && json.skip("null")) {
                continue;
            }
            double number = json.number();
            if (field == null || !(number >= 0 && number <= SampleFields.MOST_USAGE)) {
                return null;
            }
            switch (field) {
                case "cpu" -> cpu = number;
                case "memory" -> memory = number;
                case "network" -> network = number;
                default -> {
                    return null;
                }
            }
        } while (json.skip(','));
        return json.skip('}') ? new ResourceUsage(cpu, memory, network) : null;
    }
}

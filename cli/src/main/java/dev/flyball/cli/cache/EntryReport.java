package dev.flyball.cli.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flyball.cache.Compression;
import dev.flyball.cache.control.Orders;
import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.entry.Envelope;
import dev.flyball.cache.entry.Stamp;
import dev.flyball.cache.entry.TagStamp;
import dev.flyball.cache.log.LogView;
import dev.flyball.cli.text.Amount;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a value in the cache.
 *
 * @param redisName its name in Redis
 * @param text the value, if it is text; null if there is none on purpose, or it is no text
 * @param base64 the value otherwise
 * @param verdict what an app would make of it: fresh, expired, superseded, unusable, or unknown without a control log
 */
public record EntryReport(
        String namespace,
        String key,
        String redisName,
        String form,
        @Nullable String text,
        @Nullable String base64,
        int bytes,
        long ageMs,
        long freshForMs,
        long usableForMs,
        int costMs,
        long epoch,
        long controlPosition,
        long keysPosition,
        List<TagStamp> tags,
        String verdict,
        String reason) {
    private static final int MAX_BYTES = 64 << 20;

    /** @param log null if it cannot be asked */
    public static EntryReport of(EntryKey key, Envelope envelope, @Nullable LogView log, long nowMs) {
        Stamp stamp = envelope.stamp();
        Orders orders = log == null ? Orders.UNSTEERED : log.orders(key, nowMs);
        long ageMs = nowMs - stamp.createdMs();
        byte[] body = body(envelope);
        Optional<String> text = text(body);
        boolean absent = envelope.form() == Envelope.Form.ABSENT;
        LogView.@Nullable Judgement judgement = log == null ? null : log.judge(key, stamp, nowMs);
        return new EntryReport(
                key.namespace(),
                key.key(),
                new String(key.value(), UTF_8),
                envelope.form().name().toLowerCase(Locale.ROOT),
                absent ? null : text.orElse(null),
                absent || text.isPresent() ? null : Base64.getEncoder().encodeToString(body),
                body.length,
                ageMs,
                stamp.scaledSoftTtlMs(orders) - ageMs,
                stamp.scaledHardTtlMs(orders) - ageMs,
                stamp.costMs(),
                stamp.epoch(),
                stamp.basis().controlPosition(),
                stamp.basis().keysPosition(),
                stamp.tags(),
                judgement == null ? "unknown" : judgement.freshness().name().toLowerCase(Locale.ROOT),
                judgement == null ? "the control log was not asked" : judgement.reason());
    }

    /** The value as the app's codec gets it; compressed if this is not a compression of ours. */
    public static byte[] body(Envelope envelope) {
        if (envelope.form() != Envelope.Form.COMPRESSED) {
            return envelope.body();
        }
        try {
            return Compression.deflate().decompress(envelope.body(), MAX_BYTES);
        } catch (RuntimeException e) {
            return envelope.body();
        }
    }

    /** What people want to know, by name. */
    public Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("key", key + "  (" + redisName + ")");
        lines.put("value", text != null ? text : base64 != null ? "base64 " + base64 : "none, and this is known");
        lines.put("size", Amount.bytes(bytes) + ", " + form);
        lines.put("verdict", verdict + ": " + reason);
        lines.put("age", Amount.time(ageMs) + ", took " + Amount.time(costMs) + " to load");
        lines.put("fresh for", left(freshForMs));
        lines.put("usable for", left(usableForMs));
        lines.put("epoch", epoch + ", knew the logs up to " + controlPosition + " and " + keysPosition);
        lines.put(
                "tags",
                tags.isEmpty()
                        ? "none"
                        : tags.stream()
                                .map(tag -> Long.toHexString(tag.hash()) + " at " + tag.epoch())
                                .collect(Collectors.joining(", ")));
        return lines;
    }

    private static String left(long ms) {
        return ms > 0 ? Amount.time(ms) : "over since " + Amount.time(-ms);
    }

    private static Optional<String> text(byte[] body) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}

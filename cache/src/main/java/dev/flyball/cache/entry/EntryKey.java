package dev.flyball.cache.entry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of a value in Redis: {@code flyball:namespace:{key}}. Whatever the key, two keys never share a name, and the
 * braces hold the hash tag of Redis Cluster, so that names derived from one name are in its slot.
 */
public final class EntryKey {
    static final int MAX_KEY_CHARS = 256;

    private EntryKey() {}

    /** The name as bytes. */
    public static byte[] of(String namespace, String key) {
        return ("flyball:" + namespace + ":{" + tag(key) + '}').getBytes(UTF_8);
    }

    private static String tag(String key) {
        if (key.isEmpty()) {
            return "%";
        }
        String escaped = escape(key);
        return escaped.length() <= MAX_KEY_CHARS ? escaped : "%h" + sha256(escaped);
    }

    private static String escape(String key) {
        StringBuilder escaped = null;
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (isPlain(c)) {
                if (escaped != null) {
                    escaped.append(c);
                }
                continue;
            }
            if (escaped == null) {
                escaped = new StringBuilder(key.length() + 16).append(key, 0, i);
            }
            escaped.append('%').append(HexFormat.of().toHexDigits(c));
        }
        return escaped == null ? key : escaped.toString();
    }

    /** Braces would end the hash tag, and half a surrogate pair has no bytes of its own in UTF-8. */
    private static boolean isPlain(char c) {
        return c > ' ' && c != '%' && c != '{' && c != '}' && c != 0x7F && !Character.isSurrogate(c);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}

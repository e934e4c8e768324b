package dev.flyball.cache.entry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a value in Redis: {@code flyball:namespace:{id}}, where the id is the key, with what would disturb there
 * escaped as {@code %} and four hexadecimal digits for each UTF-16 unit. Whatever the key, two keys never share a name,
 * and the braces hold the hash tag of Redis Cluster, so that the lease of a value, {@code flyball:namespace:{id}:l}, is
 * in its slot.
 *
 * @param id stands for the key in names and logs, at most 261 characters
 */
public record EntryKey(String namespace, String key, String id) {
    static final int MAX_KEY_CHARS = 256;
    private static final String EMPTY = "%";
    private static final String HASHED = "%h";
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{4}");

    /** The names for a key. */
    public static EntryKey of(String namespace, String key) {
        return new EntryKey(namespace, key, id(key));
    }

    /** The key that an id stands for; empty if it is a hash, and for what is no id. */
    public static Optional<String> keyOf(String id) {
        if (id.equals(EMPTY)) {
            return Optional.of("");
        }
        if (id.startsWith(HASHED)) {
            return Optional.empty();
        }
        StringBuilder key = new StringBuilder(id.length());
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c != '%') {
                key.append(c);
                continue;
            }
            if (i + 4 >= id.length() || !HEX.matcher(id).region(i + 1, i + 5).matches()) {
                return Optional.empty();
            }
            key.append((char) HexFormat.fromHexDigits(id, i + 1, i + 5));
            i += 4;
        }
        return Optional.of(key.toString());
    }

    /** Name of the value. */
    public byte[] value() {
        return name().getBytes(UTF_8);
    }

    /** Name of the lease on loading the value. */
    public byte[] lease() {
        return (name() + ":l").getBytes(UTF_8);
    }

    private String name() {
        return "flyball:" + namespace + ":{" + id + '}';
    }

    private static String id(String key) {
        if (key.isEmpty()) {
            return EMPTY;
        }
        String escaped = escape(key);
        return escaped.length() <= MAX_KEY_CHARS ? escaped : HASHED + sha256(escaped);
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

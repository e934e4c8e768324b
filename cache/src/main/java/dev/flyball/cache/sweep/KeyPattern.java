package dev.flyball.cache.sweep;

import dev.flyball.cache.entry.EntryKey;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A pattern over names in Redis, as Redis itself understands it: {@code *} any characters, {@code ?} one byte,
 * {@code [a-z]} and {@code [^a]} one of a class, and a backslash takes the meaning from what follows it.
 */
public record KeyPattern(String text) {
    /** Every name. */
    public static final KeyPattern ALL = new KeyPattern("*");

    static final int MAX_CHARS = 1_024;

    /** @throws IllegalArgumentException if it is empty or longer than 1024 characters */
    public KeyPattern {
        if (text.isEmpty() || text.length() > MAX_CHARS) {
            throw new IllegalArgumentException(
                    "a pattern must have 1 to " + MAX_CHARS + " characters, not " + text.length());
        }
    }

    /** The pattern that just this name matches. */
    public static KeyPattern literal(String name) {
        return new KeyPattern(escape(name));
    }

    /**
     * The values of a namespace of the cache, without their leases.
     *
     * @param keys where a star stands for any characters, and everything else for itself
     */
    public static KeyPattern ofNamespace(String namespace, String keys) {
        String ids = Arrays.stream(keys.split("\\*", -1))
                .map(part -> part.isEmpty()
                        ? ""
                        : escape(EntryKey.of(namespace, part).id()))
                .collect(Collectors.joining("*"));
        return new KeyPattern("flyball:" + escape(namespace) + ":{" + ids + '}');
    }

    /** What every matching name begins with; may be empty. */
    public String prefix() {
        StringBuilder prefix = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isSpecial(c) && (c != '\\' || i + 1 == text.length())) {
                // A lone backslash at the end stands for itself.
                return c == '\\' ? prefix.append(c).toString() : prefix.toString();
            }
            prefix.append(c == '\\' ? text.charAt(++i) : c);
        }
        return prefix.toString();
    }

    /** Whether no character has to be in a matching name, so that all names may match: {@code *}, {@code ?*}, {@code [^x]*}. */
    public boolean isBroad() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '[') {
                i = endOfClass(i);
            } else if (c != '*' && c != '?') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }

    /** Where a class ends that begins here: like Redis, the last character of the pattern if it is never closed. */
    private int endOfClass(int start) {
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == ']') {
                return i;
            }
        }
        return text.length();
    }

    private static String escape(String name) {
        StringBuilder escaped = new StringBuilder(name.length() + 8);
        name.chars().forEach(c -> (isSpecial((char) c) ? escaped.append('\\') : escaped).append((char) c));
        return escaped.toString();
    }

    private static boolean isSpecial(char c) {
        return c == '*' || c == '?' || c == '[' || c == '\\';
    }
}

package dev.flyball.schemas.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/**
 * Remembers the texts that came last, so that a name that comes with every sample is made a String once. It is a cache
 * of one slot per hash: it never grows, and a stranger's names can only make it less useful. Safe for concurrent use, as
 * a lost race costs a String.
 */
final class Texts {
    private static final int SLOTS = 1 << 12;

    private final @Nullable String[] slots = new @Nullable String[SLOTS];

    /** The text of these bytes, which are ASCII. */
    String get(byte[] bytes, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        String last = slots[slot];
        if (last != null && isEqual(last, bytes, from, to)) {
            return last;
        }
        String text = new String(bytes, from, to - from, ISO_8859_1);
        slots[slot] = text;
        return text;
    }

    private static boolean isEqual(String text, byte[] bytes, int from, int to) {
        if (text.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i - from) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}

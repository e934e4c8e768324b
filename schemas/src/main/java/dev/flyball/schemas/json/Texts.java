package dev.flyball.schemas.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the texts that came last, so that a name that comes with every sample is made a String once. It is a cache
 * of one slot per hash: it never grows, and a stranger's names can only make it less useful. Safe for concurrent use, as
 * a lost race costs a String.
 */
final class Texts {
    private static final int BITS = 14;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    /** 2^64 divided by the golden ratio: spreads over the high bits. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final @Nullable Known[] slots = new @Nullable Known[1 << BITS];

    /** All of it final, so that another thread sees all of it or nothing. */
    private static final class Known {
        private final byte[] bytes;
        private final String text;

        Known(byte[] bytes, String text) {
            this.bytes = bytes;
            this.text = text;
        }

        boolean is(byte[] other, int from, int to) {
            return Arrays.equals(bytes, 0, bytes.length, other, from, to);
        }
    }

    /** The text of these bytes, which are ASCII. */
    String get(byte[] bytes, int from, int to) {
        int slot = slotOf(bytes, from, to);
        Known last = slots[slot];
        if (last != null && last.is(bytes, from, to)) {
            return last.text;
        }
        String text = new String(bytes, from, to - from, ISO_8859_1);
        slots[slot] = new Known(Arrays.copyOfRange(bytes, from, to), text);
        return text;
    }

    private static int slotOf(byte[] bytes, int from, int to) {
        long hash = (long) to - from;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            hash = (hash ^ (long) EIGHT.get(bytes, at)) * SPREAD;
            hash ^= (hash >>> 32);
        }
        for (; at < to; at++) {
            hash = hash * 31 + bytes[at];
        }
        return (int) ((hash * SPREAD) >>> (64 - BITS));
    }
}

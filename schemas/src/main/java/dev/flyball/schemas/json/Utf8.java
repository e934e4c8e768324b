package dev.flyball.schemas.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Strict UTF-8, as RFC 3629 has it. The JSON parser is more lenient: it takes overlong forms and encoded surrogates, by
 * which a character that is not allowed could be smuggled past filters that look at bytes.
 */
final class Utf8 {
    static final int VALID = -1;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long SIGN_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** Position of the first byte that begins no valid character, or {@link #VALID}. */
    static int firstInvalid(byte[] bytes, int from, int to) {
        for (int at = from; at < to; ) {
            // Most of what comes is plain ASCII, which needs no look at single bytes.
            while (at + 8 <= to && ((long) EIGHT.get(bytes, at) & SIGN_BITS) == 0) {
                at += 8;
            }
            if (at == to) {
                break;
            }
            int length = bytes[at] >= 0 ? 1 : lengthAt(bytes, at, to);
            if (length == 0) {
                return at;
            }
            at += length;
        }
        return VALID;
    }

    /** Bytes of the character that begins here, which is not ASCII; 0 if none does. */
    private static int lengthAt(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > to) {
            return 0;
        }
        for (int i = at + 1; i < at + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[at + 1] & 0xFF;
        boolean overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
        boolean surrogate = lead == 0xED && second > 0x9F;
        boolean beyondUnicode = lead == 0xF4 && second > 0x8F;
        return overlong || surrogate || beyondUnicode ? 0 : length;
    }
}

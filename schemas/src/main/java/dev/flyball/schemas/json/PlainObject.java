package dev.flyball.schemas.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over a JSON object that is written as most are: ASCII without escapes, on one line. Whatever else it meets,
 * it says so and judges nothing; then a real parser has to look at the object.
 */
final class PlainObject {
    /** Instead of a number, which are never negative here. */
    static final int NOT_PLAIN = -1;

    private static final int NAME_CHARS = 200;
    private static final int NUMBER_CHARS = 40;
    private static final int MOST_DIGITS = 18;
    /** Up to here every whole number is a double, and so is every power of ten that is divided by. */
    private static final long EXACT = 1L << 53;

    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18
    };

    /** The characters that may stand in a text as they are, and that {@link SafeText} allows. */
    private static final boolean[] PLAIN = new boolean[256];

    static {
        for (char c = ' '; c < 0x7F; c++) {
            PLAIN[c] = c != '"' && c != '\\' && c != '<' && c != '>';
        }
    }

    private final byte[] bytes;
    /** What lies from here on is not looked at. */
    private final int end;

    private int at;

    PlainObject(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    /** Goes to where an object begins. */
    void moveTo(int position) {
        at = position;
    }

    int position() {
        return at;
    }

    /** Steps over this character, and blanks before it, if it is the next. */
    boolean skip(char expected) {
        int next = afterBlanks();
        if (next < end && bytes[next] == expected) {
            at = next + 1;
            return true;
        }
        return false;
    }

    /** Steps over this word if it is the next. */
    boolean skip(String word) {
        int next = afterBlanks();
        if (next + word.length() > end) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[next + i] != word.charAt(i)) {
                return false;
            }
        }
        at = next + word.length();
        return true;
    }

    /** Steps over these characters, two or more of them, if they are the next. */
    boolean skip(byte[] word) {
        int next = afterBlanks();
        int to = next + word.length;
        if (to > end || bytes[next + 1] != word[1] || !Arrays.equals(bytes, next, to, word, 0, word.length)) {
            return false;
        }
        at = to;
        return true;
    }

    /** Whether nothing follows on this line; the position is then its end. */
    boolean skipToEndOfLine() {
        at = afterBlanks();
        if (at < end && bytes[at] == '\r') {
            at++;
        }
        return at == end || bytes[at] == '\n';
    }

    /** Reads the name of a field and its colon; null if they are not plain. */
    @Nullable
    String name(Texts texts) {
        String name = text(NAME_CHARS, texts);
        return name != null && skip(':') ? name : null;
    }

    /**
     * Reads a text; null if it is not plain, is blank, or is longer than that.
     *
     * @param texts where it may be found, if it is likely to come again
     */
    @Nullable
    String text(int most, @Nullable Texts texts) {
        if (!skip('"')) {
            return null;
        }
        int from = at;
        int to = from;
        while (to < end && PLAIN[bytes[to] & 0xFF]) {
            to++;
        }
        if (to - from > most || to == end || bytes[to] != '"' || afterBlanks() == to) {
            return null;
        }
        at = to + 1;
        return texts == null ? new String(bytes, from, to - from, ISO_8859_1) : texts.get(bytes, from, to);
    }

    /** Reads a whole number; {@link #NOT_PLAIN} if it is not plain, is negative, or is long. */
    long wholeNumber() {
        int from = afterBlanks();
        long number = digits(from);
        return number == NOT_PLAIN || isPartOfNumber() ? NOT_PLAIN : number;
    }

    /** Reads a number, to the nearest double; {@link #NOT_PLAIN} if it is not plain, or is negative. */
    double number() {
        int from = afterBlanks();
        long whole = digits(from);
        if (whole == NOT_PLAIN || !isPartOfNumber()) {
            return whole;
        }
        if (bytes[at] != '.') {
            return NOT_PLAIN;
        }
        int point = at;
        long number = moreDigits(whole, point + 1, point - from);
        if (at == point + 1 || at - from > NUMBER_CHARS || isPartOfNumber()) {
            return NOT_PLAIN;
        }
        return number != NOT_PLAIN && number <= EXACT
                ? number / POWERS[at - point - 1]
                : Double.parseDouble(new String(bytes, from, at - from, ISO_8859_1));
    }

    /** Steps over a text, a number or a truth value, whatever it says; whether it was a plain one. */
    boolean skipValue() {
        return skip("true") || skip("false") || number() >= 0 || text(Integer.MAX_VALUE, null) != null;
    }

    /** Digits that begin a number: no zero before others. */
    private long digits(int from) {
        long number = moreDigits(0, from, 0);
        boolean padded = at - from > 1 && bytes[from] == '0';
        return at == from || padded ? NOT_PLAIN : number;
    }

    /** Steps over digits; what they say together with those before, or {@link #NOT_PLAIN} if all are too many. */
    private long moreDigits(long before, int from, int digitsBefore) {
        long number = before;
        int to = from;
        while (to < end && bytes[to] >= '0' && bytes[to] <= '9') {
            number = number * 10 + (bytes[to] - '0');
            to++;
        }
        at = to;
        return digitsBefore + to - from > MOST_DIGITS ? NOT_PLAIN : number;
    }

    private boolean isPartOfNumber() {
        return at < end && (bytes[at] == '.' || bytes[at] == 'e' || bytes[at] == 'E');
    }

    private int afterBlanks() {
        int next = at;
        while (next < end && bytes[next] == ' ') {
            next++;
        }
        return next;
    }
}

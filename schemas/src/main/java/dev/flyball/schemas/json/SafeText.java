package dev.flyball.schemas.json;

import dev.flyball.schemas.Rejection.Reason;
import java.util.Locale;

/** Which texts are safe to show and to store: no control characters, no markup, nothing that turns or hides text. */
final class SafeText {
    private SafeText() {}

    /**
     * The text itself.
     *
     * @throws RejectedException if it is empty or has a character that is not allowed
     */
    static String require(String text, String field) {
        boolean blank = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Almost all that comes is plain ASCII: one comparison decides it.
            if (c > '>' ? c >= 0x7F && isForbidden(text, i) : isForbidden(c)) {
                throw new RejectedException(
                        Reason.FORBIDDEN_CHARACTER,
                        String.format(Locale.ROOT, "%s has a character that is not allowed: U+%04X", field, (int) c));
            }
            blank = blank && Character.isWhitespace(c);
        }
        if (blank) {
            throw new RejectedException(Reason.OUT_OF_RANGE, field + " is empty");
        }
        return text;
    }

    /** The text on one line, cut to at most {@code limit} characters, with a question mark for what is not allowed. */
    static String clean(String text, int limit) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), limit + 3));
        for (int i = 0; i < text.length(); i++) {
            if (i == limit) {
                return clean.append("...").toString();
            }
            clean.append(isForbidden(text, i) ? '?' : text.charAt(i));
        }
        return clean.toString();
    }

    private static boolean isForbidden(String text, int at) {
        char c = text.charAt(at);
        return isForbidden(c) || (Character.isSurrogate(c) && !isPaired(text, at));
    }

    private static boolean isForbidden(char c) {
        return Character.isISOControl(c)
                || c == '<'
                || c == '>'
                || c == '\u2028'
                || c == '\u2029'
                || (c > 0x7F && Character.getType(c) == Character.FORMAT);
    }

    private static boolean isPaired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}

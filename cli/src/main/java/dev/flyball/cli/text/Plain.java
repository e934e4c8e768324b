package dev.flyball.cli.text;

import java.util.regex.Pattern;

/** Makes text from elsewhere fit for a terminal: control characters could move the cursor or forge output. */
public final class Plain {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

    private Plain() {}

    /** On one line, with what does not print replaced by a middle dot. */
    public static String text(String hostile) {
        return CONTROL.matcher(hostile).replaceAll("\u00b7");
    }

    /** The same, cut to a width with an ellipsis. */
    public static String text(String hostile, int width) {
        String text = text(hostile);
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "\u2026";
    }
}

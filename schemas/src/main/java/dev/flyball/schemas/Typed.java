package dev.flyball.schemas;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people type and others are shown or look up: bounded, on one line, without markup. */
final class Typed {
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029<>]");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

    private Typed() {}

    /** @throws IllegalArgumentException if it is missing, or not made of letters, digits and {@code . _ : -} */
    static void id(String field, @Nullable String text) {
        Faults.unless(
                text != null && ID.matcher(text).matches(),
                field + " must be 1 to 100 of the characters a-z A-Z 0-9 . _ : -");
    }

    /** @throws IllegalArgumentException if it is missing, blank, too long, or could deceive those who read it */
    static void text(String field, @Nullable String text, int longest) {
        Faults.unless(
                text != null && !text.isBlank() && text.length() <= longest,
                field + " must have 1 to " + longest + " characters");
        Faults.unless(!UNSAFE.matcher(text).find(), field + " must be on one line, without < and >");
    }
}

package dev.flyball.cli.replay;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moment as an option: an ISO 8601 time, epoch milliseconds, or so long before now as {@code -2h}. */
public final class Moment {
    private static final Pattern EPOCH = Pattern.compile("\\d{1,15}");
    private static final Pattern BEFORE_NOW = Pattern.compile("-(\\d{1,6})([smhd])");

    private Moment() {}

    /**
     * The moment, epoch milliseconds.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static long parse(String text, long nowMs) {
        Matcher before = BEFORE_NOW.matcher(text);
        if (before.matches()) {
            return nowMs
                    - length(Long.parseLong(before.group(1)), before.group(2)).toMillis();
        }
        if (EPOCH.matcher(text).matches()) {
            return Long.parseLong(text);
        }
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a time such as 2026-01-31T10:00:00Z, 1769853600000 or -2h", e);
        }
    }

    private static Duration length(long amount, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}

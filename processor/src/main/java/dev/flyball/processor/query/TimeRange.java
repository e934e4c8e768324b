package dev.flyball.processor.query;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span of event time: [from, to), epoch milliseconds.
 *
 * @param fromMs first millisecond
 * @param toMs first millisecond after it
 */
record TimeRange(long fromMs, long toMs) {
    /** Longest range that is answered: as long as windows are kept. */
    static final Duration LONGEST = Duration.ofDays(7);

    static final String ACCEPTED =
            "15m, 90s, 2h or 1d; an ISO 8601 duration such as PT15M; or an interval of two RFC 3339 times such as"
                    + " 2026-01-31T10:00:00Z/2026-01-31T11:00:00Z; 7 days at most";

    /** Enough for two times with nanoseconds and offsets; nothing longer is looked at. */
    private static final int LONGEST_TEXT = 80;

    private static final Pattern SHORT = Pattern.compile("([0-9]{1,9})([smhd])");

    /**
     * Reads a range; one that is given as a length ends now.
     *
     * @throws IllegalArgumentException if it is none, is empty, runs backwards or is too long
     */
    static TimeRange parse(String text, long nowMs) {
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("longer than " + LONGEST_TEXT + " characters");
        }
        try {
            int slash = text.indexOf('/');
            return slash < 0
                    ? last(length(text), nowMs)
                    : between(time(text.substring(0, slash)), time(text.substring(slash + 1)));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("not a time range", e);
        }
    }

    private static TimeRange last(Duration length, long nowMs) {
        if (length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("longer than 7 days");
        }
        return between(Math.subtractExact(nowMs, length.toMillis()), nowMs);
    }

    private static TimeRange between(long fromMs, long toMs) {
        if (fromMs >= toMs) {
            throw new IllegalArgumentException("empty, or runs backwards");
        }
        if (Math.subtractExact(toMs, fromMs) > LONGEST.toMillis()) {
            throw new IllegalArgumentException("longer than 7 days");
        }
        return new TimeRange(fromMs, toMs);
    }

    private static Duration length(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (!matcher.matches()) {
            return Duration.parse(text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static long time(String text) {
        return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    }
}

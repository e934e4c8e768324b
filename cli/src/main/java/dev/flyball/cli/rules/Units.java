package dev.flyball.cli.rules;

import dev.flyball.schemas.AlertKind;
import dev.flyball.schemas.Metric;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as people write them: 500ms, 2s, 5%, 120/s. Each method refuses what is none with what it wants. */
final class Units {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?) ?(ms|s|m|h|d)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(?:\\.\\d{1,9})?");

    private Units() {}

    static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be a time such as 500ms, 10s, 5m, 1h or 3d, not '" + text + "'");
        }
        long unitMs = switch (matcher.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
        return Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * unitMs));
    }

    /** 5% or 0.05. */
    static double share(String text) {
        double share =
                text.endsWith("%") ? number(text.substring(0, text.length() - 1).strip()) / 100 : number(text);
        if (share > 1) {
            throw new IllegalArgumentException("must be a share such as 5% or 0.05, not '" + text + "'");
        }
        // 99.9 / 100 is not 0.999 to the last bit.
        return Math.round(share * 1e9) / 1e9;
    }

    static double number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a number, not '" + text + "'");
        }
        return Double.parseDouble(text);
    }

    static int count(String text) {
        double number = number(text);
        if (number != Math.rint(number) || number > 1e9) {
            throw new IllegalArgumentException("must be a whole number, not '" + text + "'");
        }
        return (int) number;
    }

    static boolean flag(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("must be true or false, not '" + text + "'");
        }
        return text.equals("true");
    }

    /** A value of a metric, with the unit that people give it, in the unit that it has. */
    static double of(Metric metric, String text) {
        if (metric.kind() == AlertKind.LATENCY) {
            return duration(text).toMillis();
        }
        if (metric.kind() == AlertKind.THROUGHPUT || metric == Metric.NETWORK) {
            return number(
                    text.endsWith("/s") ? text.substring(0, text.length() - 2).strip() : text);
        }
        return share(text);
    }
}

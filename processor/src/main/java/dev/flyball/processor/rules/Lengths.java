package dev.flyball.processor.rules;

import java.time.Duration;

/** Lengths of time as people write them. */
public final class Lengths {
    private Lengths() {}

    /** In the largest unit that fits without a rest: {@code 1h}, {@code 90s}, {@code 250ms}. */
    public static String written(Duration length) {
        long ms = length.toMillis();
        if (ms == 0 || ms % 1_000 != 0) {
            return ms == 0 ? "0s" : ms + "ms";
        }
        long seconds = ms / 1_000;
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}

package dev.flyball.cli.demo;

import dev.flyball.cli.text.Plain;
import java.time.Duration;
import java.util.Locale;

/**
 * A line of the timeline.
 *
 * @param at since the beginning of the demo
 */
record Moment(Duration at, Mark mark, String text) {
    /** What kind of line. */
    enum Mark {
        NOTE,
        FAULT,
        ALERT,
        REQUEST,
        ACTION,
        MEASURE,
        HEALED,
        FAILED
    }

    /** As it is printed, cut to a width. */
    String line(Paint paint, int width) {
        String kind = String.format(Locale.ROOT, "%-7s", mark.name().toLowerCase(Locale.ROOT));
        return paint.of(mark, Plain.text(clock(at) + "  " + kind + "  " + text, width));
    }

    /** Minutes and seconds. */
    static String clock(Duration elapsed) {
        return String.format(Locale.ROOT, "%02d:%02d", elapsed.toMinutes(), elapsed.toSecondsPart());
    }
}

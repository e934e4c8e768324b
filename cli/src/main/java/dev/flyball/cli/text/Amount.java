package dev.flyball.cli.text;

import java.util.Locale;

/** Numbers as people read them. */
public final class Amount {
    private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Amount() {}

    /** {@code 1,234,567}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1.5 MiB}. */
    public static String bytes(long bytes) {
        double amount = bytes;
        int size = 0;
        while (amount >= 1024 && size < SIZES.length - 1) {
            amount /= 1024;
            size++;
        }
        return size == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", amount, SIZES[size]);
    }

    /** The two largest units of a time: {@code 850 ms}, {@code 3.2 s}, {@code 4 min 10 s}, {@code 2 d 3 h}. */
    public static String time(long ms) {
        if (ms < 0) {
            return "-" + time(-Math.max(ms, -Long.MAX_VALUE));
        }
        if (ms < 1_000) {
            return ms + " ms";
        }
        if (ms < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", Math.floor(ms / 100.0) / 10);
        }
        long seconds = ms / 1_000;
        if (seconds < 3_600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds < 86_400
                ? seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min"
                : seconds / 86_400 + " d " + seconds % 86_400 / 3_600 + " h";
    }

    /** {@code 12.3 %}. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}

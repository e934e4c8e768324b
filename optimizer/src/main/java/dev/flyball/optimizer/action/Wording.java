package dev.flyball.optimizer.action;

import java.util.Locale;

/** Numbers as the reasons tell them. */
public final class Wording {
    private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Wording() {}

    /** {@code 0.123} as {@code 12.3 %}. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** {@code 1572864} as {@code 1.5 MiB}. */
    public static String bytes(long bytes) {
        double amount = bytes;
        int size = 0;
        while (amount >= 1024 && size < SIZES.length - 1) {
            amount /= 1024;
            size++;
        }
        return size == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", amount, SIZES[size]);
    }

    public static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
    }

    public static String seconds(long millis) {
        return String.format(Locale.ROOT, millis % 1000 == 0 ? "%.0f s" : "%.1f s", millis / 1000.0);
    }
}

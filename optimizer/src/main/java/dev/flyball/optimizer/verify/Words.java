package dev.flyball.optimizer.verify;

import java.util.Locale;

/** Numbers as sentences tell them. */
final class Words {
    private Words() {}

    /** {@code 0.123} as {@code 12.3 %}. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}

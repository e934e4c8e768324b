package dev.flyball.benchmarks.optimizer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long control records took to be renewed. */
final class Renewals {
    private final List<Double> millis = new ArrayList<>();

    /** @param sentNanos when the window was sent; null if none was waited for */
    void seen(@Nullable Long sentNanos) {
        if (sentNanos != null) {
            millis.add((System.nanoTime() - sentNanos) / 1e6);
        }
    }

    double quantile(double share) {
        if (millis.isEmpty()) {
            return Double.NaN;
        }
        Collections.sort(millis);
        return millis.get((int) Math.min(millis.size() - 1, Math.ceil(share * millis.size()) - 1));
    }
}

package dev.flyball.optimizer.action;

import dev.flyball.optimizer.verify.ArmsWindow;
import dev.flyball.schemas.Cohort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A while of an action in which the same keys were treated the same.
 *
 * @param number in the order of the steps, from 0
 * @param permille keys out of 1000 that are treated; 0 while they are only drawn
 * @param cohort the keys of the treated arm
 * @param windows looks at both arms, at most one revision of each, in the order of time
 */
public record Step(int number, int permille, Cohort cohort, List<ArmsWindow> windows) {
    /** More than any step is looked at; bounds the state whatever comes in. */
    private static final int MOST_WINDOWS = 1000;

    public Step {
        windows = List.copyOf(windows);
    }

    Step with(ArmsWindow window) {
        List<ArmsWindow> next = new ArrayList<>(windows);
        if (next.stream().anyMatch(known -> known.start() == window.start() && known.revision() >= window.revision())) {
            return this;
        }
        next.removeIf(known -> known.start() == window.start());
        next.add(window);
        next.sort(Comparator.comparingLong(ArmsWindow::start));
        return next.size() > MOST_WINDOWS ? this : new Step(number, permille, cohort, next);
    }

    int looks() {
        return windows.size();
    }
}

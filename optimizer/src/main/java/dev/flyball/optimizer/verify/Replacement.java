package dev.flyball.optimizer.verify;

import static dev.flyball.optimizer.verify.Words.percent;

import dev.flyball.schemas.sketch.InstanceSketch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Whether the processes that answer were replaced while an action was measured, as a deploy does: what is measured on one
 * version says little about the next one. One that restarts among many is none, and neither is adding or removing some.
 */
final class Replacement {
    /** Of those that were there, and of those that are: a deploy that is half through counts, the first half does not. */
    private static final double MOST = 0.5;
    /** Of so many requests per process that answers, chance leaves out fewer than 1 of 100. */
    private static final int REQUESTS_EACH = 5;

    private Replacement() {}

    /**
     * @param stretch windows, in the order of time
     * @return that it happened, as a full sentence; empty if it did not, or nobody knows
     */
    static Optional<String> in(List<ArmsWindow> stretch) {
        List<ArmsWindow> told =
                stretch.stream().filter(window -> window.instances() != null).toList();
        List<ArmsWindow> backwards = new ArrayList<>(told);
        Collections.reverse(backwards);
        Optional<Crew> first = Crew.of(told);
        Optional<Crew> last = Crew.of(backwards);
        if (first.isEmpty()
                || last.isEmpty()
                || first.get().windows() + last.get().windows() > told.size()) {
            return Optional.empty();
        }
        double gone = first.get().shareUnknownTo(last.get());
        double fresh = last.get().shareUnknownTo(first.get());
        return gone > MOST && fresh > MOST
                ? Optional.of("Instances were replaced meanwhile, as by a deploy: " + percent(gone)
                        + " of those that answered at first do not any more, and " + percent(fresh)
                        + " of those that answer now are new.")
                : Optional.empty();
    }

    /** Who answered in so many windows from one end of the stretch on, as many as it takes to have seen all. */
    private record Crew(InstanceSketch who, int windows) {
        static Optional<Crew> of(List<ArmsWindow> windows) {
            InstanceSketch who = new InstanceSketch();
            long requests = 0;
            for (int i = 0; i < windows.size(); i++) {
                who.merge(windows.get(i).who());
                requests += windows.get(i).count();
                if (who.count() > 0 && requests >= (long) REQUESTS_EACH * who.count()) {
                    return Optional.of(new Crew(who, i + 1));
                }
            }
            return Optional.empty();
        }

        double shareUnknownTo(Crew other) {
            return who.shareUnknownTo(other.who);
        }
    }
}

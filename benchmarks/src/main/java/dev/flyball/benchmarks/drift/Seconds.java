package dev.flyball.benchmarks.drift;

import dev.flyball.schemas.sketch.LatencySketch;
import org.jspecify.annotations.Nullable;

/** The requests of one endpoint, summed up by the second in which they ended. */
final class Seconds {
    /** A second's worth of requests. */
    static final class Second {
        final LatencySketch latency = new LatencySketch();
        long errors;
    }

    private static final int AHEAD = Requests.LONGEST + 1;

    private final Requests requests;
    private final Second[] seconds = new Second[AHEAD];

    Seconds(Requests requests) {
        this.requests = requests;
    }

    /** What ended in that second; seconds are asked for in order, each once. */
    @Nullable
    Second endingIn(int second) {
        requests.beginningIn(second, this::add);
        Second ended = seconds[second % AHEAD];
        seconds[second % AHEAD] = null;
        return ended;
    }

    private void add(Requests.Request request) {
        int slot = (int) request.end() % AHEAD;
        Second into = seconds[slot];
        if (into == null) {
            into = new Second();
            seconds[slot] = into;
        }
        into.latency.add(request.micros());
        into.errors += request.failed() ? 1 : 0;
    }
}

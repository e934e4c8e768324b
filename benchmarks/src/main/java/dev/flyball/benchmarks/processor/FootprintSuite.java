package dev.flyball.benchmarks.processor;

import dev.flyball.benchmarks.Report;
import dev.flyball.benchmarks.Suite;

/** What the state of an endpoint takes of the heap, with all built-in rules, drift included: while it is active, and after. */
public final class FootprintSuite implements Suite {
    private static final int PAST_SECONDS = 900;

    @Override
    public String name() {
        return "footprint";
    }

    @Override
    public String about() {
        return "heap for the state of an active endpoint, and of one that has been silent for an hour";
    }

    @Override
    public Report run(boolean quick) throws Exception {
        // What is there once, however many endpoints there are, shall not be counted.
        new Crowd(50, 5).live(120);
        Crowd quiet = new Crowd(quick ? 1_000 : 3_000, 1);
        quiet.live(PAST_SECONDS);
        double active = quiet.bytesEach();
        quiet.keepSilent(3_600);
        double idle = quiet.bytesEach();
        double saved = quiet.savedBytesEach();
        Crowd busy = new Crowd(200, 20);
        busy.live(PAST_SECONDS);
        return new Report.Builder(name())
                .figure("active endpoint, 1 sample/s", active / 1_024, "KiB", "< 12")
                .figure("active endpoint, 20 samples/s", busy.bytesEach() / 1_024, "KiB", "< 12")
                .figure("endpoint silent for an hour", idle / 1_024, "KiB", "< 2")
                .figure("written of an endpoint at a commit, beside its blocks", saved / 1_024, "KiB", "")
                .build();
    }
}

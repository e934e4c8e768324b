package dev.flyball.processor.drift;

import dev.flyball.schemas.Condition.Drift.Signal;
import dev.flyball.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** Traffic of one endpoint for a detector, second by second, as tests want it. */
final class Clockwork {
    static final long EPOCH_MS = 1_750_003_200_000L;

    final Detector detector;
    private final Random random;
    private long nowMs = EPOCH_MS;

    Clockwork() {
        this(new Detector(Budget.DEFAULT), new Random(7));
    }

    Clockwork(Detector detector, Random random) {
        this.detector = detector;
        this.random = random;
    }

    /** How requests are for some seconds. */
    record Traffic(int perSecond, DoubleUnaryOperator slower, double failing) {
        static final Traffic USUAL = new Traffic(20, share -> 1, 0.002);

        Traffic slower(double factor) {
            return new Traffic(perSecond, share -> factor, failing);
        }

        Traffic slower(double ofAll, double factor) {
            return new Traffic(perSecond, share -> share < ofAll ? factor : 1, failing);
        }

        Traffic failing(double share) {
            return new Traffic(perSecond, slower, share);
        }

        Traffic perSecond(int requests) {
            return new Traffic(requests, slower, failing);
        }
    }

    /** Lets so many seconds pass. */
    Clockwork run(int seconds, Traffic traffic) {
        for (int i = 0; i < seconds; i++) {
            second(traffic);
        }
        return this;
    }

    /** Lets seconds pass until a signal alarms; how many that took, or -1. */
    int secondsUntilAlarm(int most, Traffic traffic, Signal signal) {
        for (int seconds = 1; seconds <= most; seconds++) {
            second(traffic);
            if (alarms(signal)) {
                return seconds;
            }
        }
        return -1;
    }

    private void second(Traffic traffic) {
        LatencySketch latency = new LatencySketch();
        long failed = 0;
        for (int i = 0; i < traffic.perSecond; i++) {
            double micros = 40_000 * Math.exp(0.5 * random.nextGaussian());
            latency.add((long) (micros * traffic.slower.applyAsDouble(random.nextDouble())));
            failed += random.nextDouble() < traffic.failing ? 1 : 0;
        }
        detector.observe(nowMs, latency, failed);
        nowMs += 1_000;
    }

    Clockwork silence(int seconds) {
        nowMs += seconds * 1_000L;
        return this;
    }

    boolean alarms(Signal signal) {
        return detector.drift(signal, nowMs).alarms();
    }

    boolean alarms() {
        return detector.drifts(nowMs).stream().anyMatch(Drift::alarms);
    }

    Drift drift(Signal signal) {
        return detector.drift(signal, nowMs);
    }

    long nowMs() {
        return nowMs;
    }

    /** The same moment with another detector, and the same traffic to come for all that have the same seed. */
    Clockwork with(Detector other, long seed) {
        Clockwork copy = new Clockwork(other, new Random(seed));
        copy.nowMs = nowMs;
        return copy;
    }

    static LatencySketch sketch(List<Long> micros, long seed) {
        List<Long> shuffled = new ArrayList<>(micros);
        Collections.shuffle(shuffled, new Random(seed));
        LatencySketch sketch = new LatencySketch();
        shuffled.forEach(sketch::add);
        return sketch;
    }
}

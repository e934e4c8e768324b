package dev.flyball.benchmarks.drift;

import dev.flyball.processor.drift.Budget;
import dev.flyball.processor.drift.Detector;
import dev.flyball.processor.drift.Drift;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Labelled traffic of many endpoints, watched by a detector each. Alarms before the incident, or long after it, are false. */
record Trial(long seed, int endpoints, int minutes, double incidentShare) {
    private static final double LOWEST_RATE = 0.05;
    private static final double HIGHEST_RATE = 200;
    private static final List<Fault> ALL_FAULTS = List.of(Fault.values());
    private static final int WARM_UP_SECONDS = 1_800;
    private static final int GRACE_SECONDS = 60;
    private static final int KEEP_FIRING_SECONDS = 30;
    private static final long EPOCH_MS = 1_750_000_000_000L;

    List<Outcome> run() {
        return IntStream.range(0, endpoints).parallel().mapToObj(this::run).toList();
    }

    private int seconds() {
        return WARM_UP_SECONDS + minutes * 60;
    }

    private Outcome run(int index) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 1_000_003 + index);
        Normality normality = new Normality(random, seconds(), LOWEST_RATE, HIGHEST_RATE);
        Incident incident = incident(random);
        return new Watch(normality, incident, new Requests(random, normality, incident)).run();
    }

    private @Nullable Incident incident(RandomGenerator random) {
        if (random.nextDouble() >= incidentShare) {
            return null;
        }
        Fault fault = ALL_FAULTS.get(random.nextInt(ALL_FAULTS.size()));
        int length = (int) Math.min(minutes * 30, Normality.logUniform(random, 300, 1_800));
        int start = WARM_UP_SECONDS + random.nextInt(minutes * 60 - length - GRACE_SECONDS);
        return new Incident(fault, start, start + length);
    }

    /** One endpoint with its detector and its alert. */
    private final class Watch {
        private final Normality normality;
        private final @Nullable Incident incident;
        private final Requests requests;
        private final Seconds bySecond;
        private final Detector detector = new Detector(Budget.DEFAULT);
        private boolean open;
        private int clearSince = -1;
        private double delay = Double.NaN;
        private int hits;
        private int falseAlarms;

        Watch(Normality normality, @Nullable Incident incident, Requests requests) {
            this.normality = normality;
            this.incident = incident;
            this.requests = requests;
            this.bySecond = new Seconds(requests);
        }

        Outcome run() {
            long wake = Long.MAX_VALUE;
            for (int second = 0; second < seconds(); second++) {
                long startMs = EPOCH_MS + second * 1_000L;
                Seconds.Second ended = bySecond.endingIn(second);
                if (ended != null) {
                    detector.observe(startMs, ended.latency, ended.errors);
                }
                long nowMs = startMs + 1_000;
                if (ended != null || open || nowMs >= wake) {
                    decide(nowMs, second + 1);
                    wake = detector.wakeMs(nowMs);
                }
            }
            return incident == null
                    ? new Outcome(normality.rate, null, delay, hits, falseAlarms)
                    : new Outcome(normality.rateAt(incident.start()), incident.fault(), delay, hits, falseAlarms);
        }

        private void decide(long nowMs, int now) {
            List<Drift> drifts = detector.drifts(nowMs);
            if (drifts.stream().anyMatch(Drift::alarms)) {
                clearSince = -1;
                if (!open) {
                    raise(now);
                }
                open = true;
            } else if (open && drifts.stream().allMatch(Drift::clear)) {
                clearSince = clearSince < 0 ? now : clearSince;
                open = now - clearSince < KEEP_FIRING_SECONDS;
            }
        }

        private void raise(int now) {
            double firstHarm = requests.firstHarm();
            if (incident != null && now > firstHarm && now <= incident.end() + GRACE_SECONDS) {
                hits++;
                delay = Double.isNaN(delay) ? now - firstHarm : delay;
            } else {
                falseAlarms++;
            }
        }
    }
}

package dev.flyball.benchmarks.drift;

import dev.flyball.benchmarks.Report;
import dev.flyball.benchmarks.Suite;
import dev.flyball.benchmarks.processor.Broker;
import dev.flyball.benchmarks.processor.RunningProcessor;
import dev.flyball.schemas.Endpoint;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * How soon drift alone tells, by the clock on the wall: from a bad sample that an app publishes, through Kafka and a
 * running processor with its defaults, to the alert record in a consumer's hand. Each endpoint has a past of twenty
 * minutes, which is published at full speed, and then, at a random moment, one incident that lasts to the end.
 */
public final class DetectionSuite implements Suite {
    private static final Set<Fault> SEVERE = EnumSet.of(Fault.ALL_X10, Fault.ERRORS_50);
    private static final Set<Fault> MIDDLING = EnumSet.of(Fault.ALL_X3, Fault.ERRORS_10);
    private static final int PAST_SECONDS = 1_200;
    /** Until then the processor must have caught up. */
    private static final int READY_SECONDS = 100;

    private static final int FAULTS_SECONDS = 80;
    private static final int WAIT_SECONDS = 60;
    private static final int FROM = PAST_SECONDS + READY_SECONDS;
    private static final int SECONDS = FROM + FAULTS_SECONDS + WAIT_SECONDS;
    private static final long BEHIND_MS = 15_000;
    /** Nothing is tuned on it. */
    private static final long SEED = 501;

    private final InstantSource wallClock = InstantSource.system();

    @Override
    public String name() {
        return "detection";
    }

    @Override
    public String about() {
        return "drift by the clock on the wall: from the first bad sample to the alert record; 4 minutes";
    }

    @Override
    public Report run(boolean quick) throws Exception {
        List<LiveEndpoint> endpoints = endpoints();
        Map<Endpoint, LiveEndpoint> byName = new HashMap<>();
        endpoints.forEach(endpoint -> byName.put(endpoint.name(), endpoint));
        try (Broker broker = Broker.start();
                KafkaProducer<byte[], byte[]> producer = broker.producer();
                Ear ear = new Ear(broker, byName)) {
            LiveTraffic traffic = new LiveTraffic(producer, endpoints, wallClock.millis() - 1_000L * PAST_SECONDS);
            traffic.catchUp();
            System.err.println("  the past is published");
            try (RunningProcessor processor = RunningProcessor.start(broker.servers(), broker.newStateDir())) {
                traffic.goOnUntil(FROM);
                requireCaughtUp(ear);
                System.err.println("  incidents begin, "
                        + processor.sinceStart().toSeconds() + " s after the processor was started");
                traffic.goOnUntil(SECONDS);
            }
        }
        return report(endpoints);
    }

    private static List<LiveEndpoint> endpoints() {
        List<LiveEndpoint> all = new ArrayList<>();
        List<Fault> severe = List.copyOf(SEVERE);
        List<Fault> middling = List.copyOf(MIDDLING);
        for (int i = 0; i < 70; i++) {
            all.add(draw(3 * i, severe.get(i % 2), 6, 15));
            all.add(draw(3 * i + 1, severe.get(i % 2), 1.2, 5));
            all.add(draw(3 * i + 2, middling.get(i % 2), 6, 15));
        }
        return all;
    }

    private static LiveEndpoint draw(int index, Fault fault, double lowestRate, double highestRate) {
        return LiveEndpoint.draw(SEED, index, fault, lowestRate, highestRate, SECONDS, FROM, FROM + FAULTS_SECONDS);
    }

    private void requireCaughtUp(Ear ear) throws IOException {
        long behindMs = wallClock.millis() - ear.publishedUpToMs();
        if (behindMs > BEHIND_MS) {
            throw new IOException("the processor is " + behindMs + " ms behind: this machine is too slow, or too busy");
        }
    }

    private Report report(List<LiveEndpoint> endpoints) {
        List<LiveEndpoint> valid =
                endpoints.stream().filter(endpoint -> !endpoint.isFalse()).toList();
        Report.Builder report = new Report.Builder(name());
        add(report, "severe at 5/s and more", of(valid, SEVERE, 5, 1e9), "<= 3", "<= 5");
        add(report, "severe at 1 to 5/s", of(valid, SEVERE, 1, 5), "", "<= 10");
        add(report, "x3 or 10 % errors at 5/s and more", of(valid, MIDDLING, 5, 1e9), "", "<= 12");
        int early = endpoints.size() - valid.size();
        return report.figure("alerts before anything was wrong", early, "of " + endpoints.size() + " endpoints", "")
                .build();
    }

    private static List<LiveEndpoint> of(List<LiveEndpoint> all, Set<Fault> faults, double least, double most) {
        return all.stream()
                .filter(endpoint ->
                        faults.contains(endpoint.fault()) && endpoint.rate() >= least && endpoint.rate() < most)
                .toList();
    }

    private static void add(
            Report.Builder report, String what, List<LiveEndpoint> cases, String wantedMedian, String wantedP90) {
        long found = cases.stream().filter(LiveEndpoint::isFound).count();
        report.figure(what + ": found", found, "of " + cases.size(), "")
                .figure(what + ": median", quantile(cases, 0.5, LiveEndpoint::delay), "s", wantedMedian)
                .figure(what + ": p90", quantile(cases, 0.9, LiveEndpoint::delay), "s", wantedP90)
                .figure(
                        what + ": median of what the pipeline adds",
                        quantile(cases, 0.5, LiveEndpoint::pipelineDelay),
                        "s",
                        "");
    }

    private static double quantile(List<LiveEndpoint> cases, double q, ToDoubleFunction<LiveEndpoint> what) {
        double[] found = cases.stream()
                .filter(LiveEndpoint::isFound)
                .mapToDouble(what)
                .sorted()
                .toArray();
        return Quantiles.of(found, q, cases.size());
    }
}

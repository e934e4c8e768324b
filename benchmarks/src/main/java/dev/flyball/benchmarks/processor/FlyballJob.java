package dev.flyball.benchmarks.processor;

import dev.flyball.benchmarks.Measured;
import dev.flyball.processor.ProcessorConfig;
import dev.flyball.processor.StreamsProperties;
import dev.flyball.processor.monitor.MonitorSettings;
import dev.flyball.processor.rules.RuleSet;
import dev.flyball.processor.telemetry.ProcessorMeters;
import dev.flyball.processor.topology.ProcessorTopology;
import dev.flyball.processor.windows.EventTime;
import dev.flyball.schemas.Rejection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.streams.KafkaStreams;

/** The processor's topology as it is, from the first sample to the last published window, with its rules or without. */
final class FlyballJob {
    private FlyballJob() {}

    public static void main(String[] arguments) throws Exception {
        Job job = Job.of(arguments);
        new OutputTopics(job).createAnew();
        Path state = Files.createTempDirectory("flyball-benchmark-");
        ProcessorConfig config = ProcessorConfig.of(job.servers())
                .withTopics(job.topics())
                .withStreams(new ProcessorConfig.Streams(
                        "benchmark-" + UUID.randomUUID(),
                        state,
                        job.exactlyOnce(),
                        1,
                        Duration.ofMillis(500),
                        0,
                        64 << 20));
        Progress progress = new Progress(job);
        ProcessorTopology topology = new ProcessorTopology(
                ProcessorTopology.Settings.of(
                        job.topics(), Job.PARTITIONS, Job.PARTITIONS, EventTime.DEFAULT, watching(job)),
                new Counting(progress, job));
        Measured measured;
        try (KafkaStreams streams = new KafkaStreams(topology.build(), StreamsProperties.of(config))) {
            streams.start();
            measured = progress.await(Duration.ofMinutes(2));
        }
        System.out.println(measured.line());
        OutputTopics.delete(state);
    }

    private static MonitorSettings watching(Job job) {
        MonitorSettings standard = MonitorSettings.DEFAULT;
        return job.ruled()
                ? standard
                : new MonitorSettings(
                        new RuleSet(List.of()),
                        standard.lateRetention(),
                        standard.requestEvery(),
                        standard.endpointExpiry());
    }

    /** Knows from the processor's own counters how far it is. */
    private static final class Counting implements ProcessorMeters {
        private final Progress progress;
        private final long samples;
        private final long windows;
        private long accepted;
        private long published;

        Counting(Progress progress, Job job) {
            this.progress = progress;
            this.samples = job.samples();
            this.windows = job.windows();
        }

        @Override
        public void accepted(long more) {
            long before = through();
            accepted += more;
            progress.add(through() - before);
        }

        @Override
        public void rejected(Rejection.Reason reason) {
            throw new IllegalStateException("a good sample was rejected: " + reason);
        }

        @Override
        public void late(long late) {
            if (late > 0) {
                throw new IllegalStateException(late + " samples came late");
            }
        }

        @Override
        public void published(long more) {
            long before = through();
            published += more;
            progress.add(through() - before);
            if (published == windows && accepted == samples) {
                progress.finish();
            }
        }

        /**
         * The first stage runs ahead of the second, and each costs about as much. So samples count by half when they are
         * summed up, and by half when their windows are out.
         */
        private long through() {
            return (accepted + samples * published / windows) / 2;
        }
    }
}

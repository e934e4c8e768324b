package dev.flyball.processor.replay;

import dev.flyball.processor.combine.Combiner;
import dev.flyball.processor.digest.DigestRecord;
import dev.flyball.processor.monitor.Monitor;
import dev.flyball.processor.monitor.MonitorSettings;
import dev.flyball.processor.windows.EventClock;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Rejection;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.json.SampleReader;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The processor without Kafka and without stores: reads a log of samples with the same code, in the heap and on one thread,
 * and comes to the same metrics and alerts. It never asks for help, so nothing acts. Not safe for concurrent use.
 */
public final class Replay {
    /** What changes is kept track of for the stores; here nobody wants it, so it is let go of now and then. */
    private static final long FORGET_EVERY_MS = 60_000;

    private final ReplaySettings settings;
    private final Sink sink;
    private final SampleReader reader;
    private final List<InputPartition> partitions;
    private final EventClock clock;
    private final Monitor monitor;
    private final InRange inRange;
    private long samples;
    private long rejected;
    private long late;
    private int endpoints;
    private long beganMs = Long.MAX_VALUE;
    private long toldMs = Long.MIN_VALUE;
    private long forgottenMs = Long.MIN_VALUE;
    private boolean over;

    /** Takes what a replay finds. */
    public interface Sink {
        void metrics(EndpointMetrics metrics);

        void alert(Alert alert);

        void rejected(LogRecord record, Rejection rejection);
    }

    public Replay(ReplaySettings settings, Sink sink) {
        this.settings = settings;
        this.sink = sink;
        this.reader = new SampleReader(settings.limits());
        this.partitions = Stream.generate(() -> new InputPartition(settings))
                .limit(settings.partitions())
                .toList();
        this.clock = new EventClock(settings.partitions(), settings.time().partitionTimeout());
        this.monitor = new Monitor(settings.monitor());
        this.inRange = new InRange(settings.range(), sink);
    }

    /** Takes the next record. Those of several partitions should come in the order in which they were appended. */
    public void take(LogRecord record) {
        InputPartition partition = partitions.get(record.partition());
        byte[] value = record.value();
        if (value == null) {
            tell(record.appendedMs());
            partition.tick(record.appendedMs());
        } else {
            reader.read(value, record.appendedMs(), new RecordVisitor(record, partition));
        }
        if (partition.isDue()) {
            drain(record.partition());
        }
    }

    /** A partition has no more records: it holds the time back no longer. */
    public void end(int partition) {
        partitions.get(partition).end();
        drain(partition);
    }

    /**
     * The log has ended: the time goes on to the end of the range, or, if it has none, to the end of the window that has
     * begun.
     */
    public void finish() {
        for (int partition = 0; partition < partitions.size(); partition++) {
            end(partition);
        }
        if (samples > 0) {
            Range range = settings.range();
            advance(range.hasEnd() ? range.toMs() : MonitorSettings.windowOf(reachedMs()) + MonitorSettings.WINDOW_MS);
        }
    }

    /** Whether all that lies in the range is told. */
    public boolean isOver() {
        return over;
    }

    public Totals totals() {
        long began = beganMs == Long.MAX_VALUE ? 0 : beganMs;
        return new Totals(
                samples,
                rejected,
                late,
                endpoints,
                inRange.windows(),
                inRange.corrections(),
                inRange.alerts(),
                began,
                Math.max(began, reachedMs()));
    }

    private long reachedMs() {
        return newest().max().orElse(Long.MIN_VALUE);
    }

    private LongStream newest() {
        return partitions.stream().mapToLong(InputPartition::newestMs);
    }

    private void tell(long appendedMs) {
        beganMs = Math.min(beganMs, appendedMs);
        toldMs = Math.max(toldMs, appendedMs);
    }

    private void drain(int partition) {
        partitions.get(partition).drain(new Combiner.Output() {
            @Override
            public void digests(Endpoint endpoint, DigestRecord.Digests digests) {
                Monitor.Added added = monitor.add(endpoint, digests);
                late += added.late() + added.tooLate();
            }

            @Override
            public void watermark(long timestampMs) {
                observe(partition, timestampMs);
            }
        });
        endpoints = Math.max(endpoints, monitor.endpoints());
    }

    private void observe(int partition, long watermarkMs) {
        clock.observe(partition, watermarkMs, toldMs);
        for (int other = 0; other < partitions.size(); other++) {
            if (partitions.get(other).hasEnded()) {
                clock.observe(other, watermarkMs, toldMs);
            }
        }
        clock.now().ifPresent(this::advance);
    }

    private void advance(long clockMs) {
        Range range = settings.range();
        long until = Math.min(clockMs, range.toMs());
        if (!inRange.hasBegun()) {
            monitor.advanceTo(Math.min(until, range.fromMs()), inRange);
            if (until < range.fromMs()) {
                return;
            }
            inRange.begin();
        }
        monitor.advanceTo(until, inRange);
        over = clockMs >= range.toMs();
        if (until >= forgottenMs + FORGET_EVERY_MS) {
            forgottenMs = until;
            monitor.drainChanges(new Unsaved());
        }
    }

    /** Sorts what one record holds into samples and rejections. */
    private final class RecordVisitor implements SampleReader.Visitor {
        private final LogRecord record;
        private final InputPartition partition;

        RecordVisitor(LogRecord record, InputPartition partition) {
            this.record = record;
            this.partition = partition;
        }

        @Override
        public void sample(Sample sample) {
            long appended = settings.samplesTellTheTime() ? sample.timestamp() : record.appendedMs();
            tell(appended);
            partition.add(sample, appended);
            samples++;
        }

        @Override
        public void rejected(Rejection rejection, int from, int to) {
            rejected++;
            sink.rejected(record, rejection);
        }
    }
}

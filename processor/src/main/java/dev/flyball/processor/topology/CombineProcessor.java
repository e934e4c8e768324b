package dev.flyball.processor.topology;

import dev.flyball.processor.digest.DigestRecord;
import dev.flyball.processor.digest.LiveDigests;
import dev.flyball.processor.telemetry.ProcessorMeters;
import dev.flyball.processor.windows.Watermark;
import dev.flyball.schemas.Rejection;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.json.SampleReader;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Stage 1: sums the samples of one input partition up in the heap, and hands the sums and the partition's watermark on
 * before each commit. So nothing is lost or counted twice, and nothing needs a changelog.
 */
final class CombineProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private final ProcessorTopology.Settings settings;
    private final ProcessorMeters meters;
    private final SampleReader reader;
    private final LiveDigests live = new LiveDigests();
    private Watermark watermark;
    private @Nullable ProcessorContext<byte[], byte[]> context;

    CombineProcessor(ProcessorTopology.Settings settings, ProcessorMeters meters) {
        this.settings = settings;
        this.meters = meters;
        this.reader = new SampleReader(settings.limits());
        this.watermark = new Watermark(settings.time().allowedLateness());
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        // A task that is revived after an abort initialises the same processor again: what it held was never committed.
        live.clear();
        watermark = new Watermark(settings.time().allowedLateness());
        this.context = context;
        context.<DrainStore>getStateStore(ProcessorTopology.COMBINE_DRAIN).beforeCommit(context, () -> drain(context));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        long appended = record.timestamp();
        byte[] value = record.value();
        if (value == null) {
            watermark.observe(appended, appended);
        } else {
            RecordVisitor visitor = new RecordVisitor(record);
            reader.read(value, appended, visitor);
            meters.accepted(visitor.accepted);
        }
    }

    private void drain(ProcessorContext<byte[], byte[]> context) {
        long began = System.nanoTime();
        long now = context.currentStreamTimeMs();
        live.drain((endpoint, byStart) -> DigestRecord.Panes.split(byStart)
                .forEach(panes -> context.forward(
                        new Record<>(DigestKeys.of(endpoint), panes.toBytes(), now), ProcessorTopology.TO_DIGESTS)));
        watermark
                .advanced()
                .ifPresent(timestamp -> context.forward(
                        new Record<>(
                                DigestKeys.WATERMARK,
                                new DigestRecord.Watermark(context.taskId().partition(), timestamp).toBytes(),
                                now),
                        ProcessorTopology.TO_DIGESTS));
        meters.drained(Duration.ofNanos(System.nanoTime() - began));
    }

    /** Sorts what one record holds into samples and rejections. */
    private final class RecordVisitor implements SampleReader.Visitor {
        private final Record<byte[], byte[]> record;
        private int accepted;

        RecordVisitor(Record<byte[], byte[]> record) {
            this.record = record;
        }

        @Override
        public void sample(Sample sample) {
            live.add(sample);
            watermark.observe(sample.timestamp(), record.timestamp());
            accepted++;
        }

        @Override
        public void rejected(Rejection rejection, int from, int to) {
            meters.rejected(rejection.reason());
            ProcessorContext<byte[], byte[]> forwarder = Objects.requireNonNull(context);
            RecordMetadata origin = forwarder.recordMetadata().orElse(null);
            forwarder.forward(
                    RejectedRecord.of(record, rejection, from, to, origin, settings.rejectedBytes()),
                    ProcessorTopology.TO_REJECTED);
        }
    }
}

package dev.flyball.processor.topology;

import dev.flyball.processor.combine.Combiner;
import dev.flyball.processor.digest.DigestRecord;
import dev.flyball.processor.telemetry.ProcessorMeters;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Rejection;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.json.SampleReader;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Stage 1: sums the samples of one input partition up in the heap, and hands the sums and the partition's watermark on
 * before each commit. So nothing is lost or counted twice, and nothing but one number needs a changelog.
 */
final class CombineProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private final ProcessorTopology.Settings settings;
    private final ProcessorMeters meters;
    private final SampleReader reader;
    private Combiner combiner;
    private @Nullable ProcessorContext<byte[], byte[]> context;

    CombineProcessor(ProcessorTopology.Settings settings, ProcessorMeters meters) {
        this.settings = settings;
        this.meters = meters;
        this.reader = new SampleReader(settings.limits());
        this.combiner = new Combiner(settings.time().allowedLateness());
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        // A task that is revived after an abort initialises the same processor again: what it held was never committed.
        combiner = new Combiner(settings.time().allowedLateness());
        this.context = context;
        KeyValueStore<Integer, Long> reached = context.getStateStore(ProcessorTopology.REACHED);
        Long newest = reached.get(context.taskId().partition());
        if (newest != null) {
            combiner.restore(newest);
        }
        context.<DrainStore>getStateStore(ProcessorTopology.COMBINE_DRAIN)
                .beforeCommit(context, () -> drain(context, reached));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        long appended = record.timestamp();
        byte[] value = record.value();
        if (value == null) {
            combiner.tick(appended);
        } else {
            RecordVisitor visitor = new RecordVisitor(record);
            reader.read(value, appended, visitor);
            meters.accepted(visitor.accepted);
        }
    }

    private void drain(ProcessorContext<byte[], byte[]> context, KeyValueStore<Integer, Long> reached) {
        long began = System.nanoTime();
        int partition = context.taskId().partition();
        combiner.drain(new Combiner.Output() {
            @Override
            public void digests(Endpoint endpoint, DigestRecord digests) {
                send(context, DigestKeys.of(endpoint), digests);
            }

            @Override
            public void watermark(long timestampMs) {
                send(context, DigestKeys.EVERYWHERE, new DigestRecord.Watermark(partition, timestampMs));
                reached.put(partition, combiner.newestMs());
            }
        });
        meters.drained(Duration.ofNanos(System.nanoTime() - began));
    }

    /** Stamped with the time of telling: how long a partition was not heard is counted in it. */
    private static void send(ProcessorContext<byte[], byte[]> context, byte[] key, DigestRecord value) {
        context.forward(
                new Record<>(key, value.toBytes(), context.currentSystemTimeMs()), ProcessorTopology.TO_DIGESTS);
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
            combiner.add(sample, record.timestamp());
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

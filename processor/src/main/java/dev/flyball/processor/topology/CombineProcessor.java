package dev.flyball.processor.topology;

import dev.flyball.processor.combine.Cardinality;
import dev.flyball.processor.combine.Combiner;
import dev.flyball.processor.combine.FoldedBoard;
import dev.flyball.processor.combine.Memory;
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
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stage 1: sums the samples of one input partition up in the heap, and hands the sums and the partition's watermark on
 * before each commit. So nothing is lost or counted twice, and no more needs a changelog than how far the
 * partition is, and which endpoints are told apart in it.
 */
final class CombineProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    /** Digests of one partition between two commits: some hundred MB at worst. */
    private static final int MOST_HELD = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(CombineProcessor.class);

    private final ProcessorTopology.Settings settings;
    private final ProcessorMeters meters;
    private final FoldedBoard board;
    private final SampleReader reader;
    private Combiner combiner;
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable CommitPace pace;

    CombineProcessor(ProcessorTopology.Settings settings, ProcessorMeters meters, FoldedBoard board) {
        this.settings = settings;
        this.meters = meters;
        this.board = board;
        this.reader = new SampleReader(settings.limits());
        this.combiner = newCombiner(settings);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        // A task that is revived after an abort initialises the same processor again: what it held was never committed.
        combiner = newCombiner(settings);
        this.context = context;
        pace = new CommitPace(context, settings.commitEvery());
        KeyValueStore<Integer, Long> reached = context.getStateStore(ProcessorTopology.REACHED);
        Long newest = reached.get(context.taskId().partition());
        if (newest != null) {
            combiner.restore(newest);
        }
        KeyValueStore<String, Long> admitted = context.getStateStore(ProcessorTopology.ADMITTED);
        try (KeyValueIterator<String, Long> all = admitted.all()) {
            all.forEachRemaining(entry -> combiner.restore(Endpoint.ofKey(entry.key), entry.value));
        }
        DigestBundles bundles = new DigestBundles(
                new DigestKeys(settings.digestPartitions()), bundle -> send(context, Bundle.firstKey(bundle), bundle));
        context.<DrainStore>getStateStore(ProcessorTopology.COMBINE_DRAIN).beforeCommit(context, () -> {
            drain(context, bundles, reached);
            remember(admitted);
            tellFolded(context.taskId().partition());
        });
    }

    private static Combiner newCombiner(ProcessorTopology.Settings settings) {
        return new Combiner(
                settings.time().allowedLateness(),
                settings.cardinality(),
                settings.monitor().endpointExpiry());
    }

    @Override
    public void process(Record<byte[], byte[]> pack) {
        PackVisitor visitor = new PackVisitor(Objects.requireNonNull(context));
        Pack.forEach(pack.value(), visitor.offset(), pack.timestamp(), visitor);
        meters.accepted(visitor.accepted);
        CommitPace commits = Objects.requireNonNull(pace);
        commits.note(visitor.appendedMs);
        if (combiner.held() >= MOST_HELD) {
            commits.commit();
        }
    }

    private void drain(
            ProcessorContext<byte[], byte[]> context, DigestBundles bundles, KeyValueStore<Integer, Long> reached) {
        long began = System.nanoTime();
        int partition = context.taskId().partition();
        combiner.drain(new Combiner.Output() {
            @Override
            public void digests(Endpoint endpoint, DigestRecord.Digests digests) {
                bundles.add(endpoint, digests);
            }

            @Override
            public void watermark(long timestampMs) {
                // What it closes has to lie before it, in each partition.
                bundles.finish();
                send(context, DigestKeys.EVERYWHERE, new DigestRecord.Watermark(partition, timestampMs).toBytes());
                reached.put(partition, combiner.newestMs());
            }
        });
        bundles.finish();
        meters.drained(Duration.ofNanos(System.nanoTime() - began));
    }

    private void remember(KeyValueStore<String, Long> admitted) {
        combiner.drainChanges(new Memory() {
            @Override
            public void seen(Endpoint endpoint, long seenMs) {
                admitted.put(endpoint.key(), seenMs);
            }

            @Override
            public void gone(Endpoint endpoint) {
                admitted.delete(endpoint.key());
            }
        });
    }

    private void tellFolded(int partition) {
        for (FoldedBoard.News news : board.tell(partition, combiner.folded())) {
            String service = news.folded().service();
            meters.folded(service, news.samples());
            if (news.first()) {
                LOG.warn(
                        "service '{}' has more names than are told apart, which are {} in each of {} services; further"
                                + " ones count as '{}', such as '{}': put placeholders into them, or raise"
                                + " processor.endpoints-per-service or processor.services",
                        service,
                        settings.cardinality().endpointsPerService(),
                        settings.cardinality().services(),
                        Cardinality.OTHER,
                        news.folded().shapes().get(0).example());
            }
        }
    }

    @Override
    public void close() {
        ProcessorContext<byte[], byte[]> closing = context;
        if (closing != null) {
            board.forget(closing.taskId().partition());
        }
    }

    /** Stamped with the time of telling: how long a partition was not heard is counted in it. */
    private static void send(ProcessorContext<byte[], byte[]> context, byte[] key, byte[] value) {
        context.forward(new Record<>(key, value, context.currentSystemTimeMs()), ProcessorTopology.TO_DIGESTS);
    }

    /** Sorts what the records of a pack hold into samples and rejections. */
    private final class PackVisitor implements Pack.Taker, SampleReader.Visitor {
        private final ProcessorContext<byte[], byte[]> context;
        private final @Nullable RecordMetadata origin;
        private Pack.@Nullable Packed record;
        private long appendedMs;
        private int accepted;

        PackVisitor(ProcessorContext<byte[], byte[]> context) {
            this.context = context;
            origin = context.recordMetadata().orElse(null);
        }

        long offset() {
            return origin == null ? 0 : origin.offset();
        }

        @Override
        public void take(Pack.Packed next) {
            record = next;
            appendedMs = next.appendedMs();
            if (next.hasValue()) {
                next.read(reader, this);
            } else {
                combiner.tick(appendedMs);
            }
        }

        @Override
        public void sample(Sample sample) {
            combiner.add(sample, appendedMs);
            accepted++;
        }

        @Override
        public void rejected(Rejection rejection, int from, int to) {
            meters.rejected(rejection.reason());
            context.forward(
                    RejectedRecord.of(
                            Objects.requireNonNull(record), rejection, from, to, origin, settings.rejectedBytes()),
                    ProcessorTopology.TO_REJECTED);
        }
    }
}

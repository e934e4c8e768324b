package dev.flyball.processor.combine;

import dev.flyball.processor.digest.DigestRecord;
import dev.flyball.processor.digest.LiveDigests;
import dev.flyball.processor.windows.Watermark;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Sample;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Sums the samples of one input partition up, and follows how far it is. Whether a sample is late, and from when on it
 * then counts, is decided here, by what came before it in its partition; so it makes no difference when the sums are
 * drained, nor how fast other partitions are read. Not safe for concurrent use.
 */
public final class Combiner {
    private final LiveDigests inTime = new LiveDigests();
    /** By the boundary from which they count. */
    private final NavigableMap<Long, LiveDigests> late = new TreeMap<>();

    private final Watermark watermark;

    /** Takes what is handed on: the digests of an endpoint, or after all of them how far the partition is. */
    public interface Output {
        void digests(Endpoint endpoint, DigestRecord digests);

        /** @param timestampMs epoch milliseconds */
        void watermark(long timestampMs);
    }

    public Combiner(Duration allowedLateness) {
        watermark = new Watermark(allowedLateness);
    }

    /** @param appendedMs when the sample's record was appended, epoch milliseconds */
    public void add(Sample sample, long appendedMs) {
        long timestamp = sample.timestamp();
        LiveDigests digests = watermark.isLate(timestamp)
                ? late.computeIfAbsent(watermark.nextBoundary(), due -> new LiveDigests())
                : inTime;
        digests.add(sample);
        watermark.observe(timestamp, appendedMs);
    }

    /** The time goes on without a sample. */
    public void tick(long appendedMs) {
        watermark.observe(appendedMs, appendedMs);
    }

    /** Hands on what there is since the last time. */
    public void drain(Output out) {
        inTime.drain((endpoint, byStart) ->
                DigestRecord.Panes.split(byStart).forEach(panes -> out.digests(endpoint, panes)));
        late.forEach((due, digests) -> digests.drain((endpoint, byStart) ->
                DigestRecord.Late.split(due, byStart).forEach(panes -> out.digests(endpoint, panes))));
        late.clear();
        watermark.advanced().ifPresent(out::watermark);
    }

    /** The newest moment seen, epoch milliseconds, to be kept over a restart. */
    public long newestMs() {
        return watermark.newestMs();
    }

    /** Goes on where another one had drained. */
    public void restore(long newestMs) {
        watermark.restore(newestMs);
    }
}

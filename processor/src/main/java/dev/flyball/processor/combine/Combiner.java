package dev.flyball.processor.combine;

import dev.flyball.processor.digest.DigestRecord;
import dev.flyball.processor.digest.LiveDigests;
import dev.flyball.processor.windows.Watermark;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Sample;
import java.time.Duration;
import java.util.List;
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
    private final Admission admission;

    /** Takes what is handed on: the digests of an endpoint, or after all of them how far the partition is. */
    public interface Output {
        void digests(Endpoint endpoint, DigestRecord.Digests digests);

        /** @param timestampMs epoch milliseconds */
        void watermark(long timestampMs);
    }

    /**
     * @param allowedLateness how long samples are waited for
     * @param cardinality how many endpoints are told apart
     * @param expiry how long an endpoint must be silent to give its place back
     */
    public Combiner(Duration allowedLateness, Cardinality cardinality, Duration expiry) {
        watermark = new Watermark(allowedLateness);
        admission = new Admission(cardinality, expiry);
    }

    /** @param appendedMs when the sample's record was appended, epoch milliseconds */
    public void add(Sample sample, long appendedMs) {
        long timestamp = sample.timestamp();
        LiveDigests digests = watermark.isLate(timestamp)
                ? late.computeIfAbsent(watermark.nextBoundary(), due -> new LiveDigests())
                : inTime;
        observe(timestamp, appendedMs);
        digests.add(admission.admit(sample), sample);
    }

    private void observe(long timestampMs, long appendedMs) {
        watermark.observe(timestampMs, appendedMs);
        admission.advanceTo(watermark.newestMs());
    }

    /** The time goes on without a sample. */
    public void tick(long appendedMs) {
        observe(appendedMs, appendedMs);
    }

    /** Hands on what there is since the last time. */
    public void drain(Output out) {
        inTime.drain((endpoint, panes) ->
                DigestRecord.Digests.parts(panes).forEach(part -> out.digests(endpoint, new DigestRecord.Panes(part))));
        late.forEach((due, digests) -> digests.drain((endpoint, panes) -> DigestRecord.Digests.parts(panes)
                .forEach(part -> out.digests(endpoint, new DigestRecord.Late(due, part)))));
        late.clear();
        watermark.advanced().ifPresent(out::watermark);
    }

    /** How many digests wait for being handed on. */
    public int held() {
        int held = inTime.size();
        for (LiveDigests digests : late.values()) {
            held += digests.size();
        }
        return held;
    }

    /** The newest moment seen, epoch milliseconds, to be kept over a restart. */
    public long newestMs() {
        return watermark.newestMs();
    }

    /** Tells which endpoints came, went or were seen since the last time, to be kept over a restart. */
    public void drainChanges(Memory memory) {
        admission.drainChanges(memory);
    }

    /** Services with more names than there are places, the busiest first. */
    public List<Folded> folded() {
        return admission.folded();
    }

    /** Goes on where another one had drained. */
    public void restore(long newestMs) {
        watermark.restore(newestMs);
        admission.advanceTo(watermark.newestMs());
    }

    /** Tells an endpoint apart that another one had told apart, see {@link #drainChanges}. */
    public void restore(Endpoint endpoint, long seenMs) {
        admission.restore(endpoint, seenMs);
    }
}

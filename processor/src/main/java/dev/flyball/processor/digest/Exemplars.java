package dev.flyball.processor.digest;

import dev.flyball.schemas.Sample;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Trace ids of a few samples worth looking at: failed ones, and the slowest. Which ones are kept depends on the samples
 * alone, not on their order.
 */
final class Exemplars {
    private static final int EACH = 3;

    private record Slow(long micros, String traceId) {
        private static final Comparator<Slow> SLOWEST_FIRST =
                Comparator.comparingLong(Slow::micros).reversed().thenComparing(Slow::traceId);
    }

    private final TreeSet<String> failed = new TreeSet<>();
    private final TreeSet<Slow> slowest = new TreeSet<>(Slow.SLOWEST_FIRST);

    void add(Sample sample, long micros) {
        String traceId = sample.traceId();
        if (traceId == null) {
            return;
        }
        if (sample.failed()) {
            keep(failed, traceId);
        }
        keep(slowest, new Slow(micros, traceId));
    }

    void merge(Exemplars other) {
        other.failed.forEach(traceId -> keep(failed, traceId));
        other.slowest.forEach(slow -> keep(slowest, slow));
    }

    List<String> failed() {
        return List.copyOf(failed);
    }

    List<String> slowest() {
        return slowest.stream().map(Slow::traceId).toList();
    }

    void writeTo(ByteWriter out) {
        out.putVarLong(failed.size());
        failed.forEach(out::putText);
        out.putVarLong(slowest.size());
        slowest.forEach(slow -> out.putVarLong(slow.micros).putText(slow.traceId));
    }

    void readFrom(ByteReader in) {
        for (int i = in.getCount(1); i > 0; i--) {
            keep(failed, in.getText());
        }
        for (int i = in.getCount(2); i > 0; i--) {
            keep(slowest, new Slow(in.getVarLong(), in.getText()));
        }
    }

    private static <T> void keep(NavigableSet<T> set, T value) {
        set.add(value);
        if (set.size() > EACH) {
            set.pollLast();
        }
    }
}

package dev.flyball.processor.digest;

import dev.flyball.schemas.Sample;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Trace ids of a few samples worth looking at: failed ones, and the slowest. Which ones are kept depends on the samples
 * alone, not on their order.
 */
final class Exemplars {
    private static final int EACH = 3;

    /** In the order of slowness. */
    private record Slow(long micros, String traceId) implements Comparable<Slow> {
        @Override
        public int compareTo(Slow other) {
            return micros != other.micros ? Long.compare(other.micros, micros) : traceId.compareTo(other.traceId);
        }
    }

    /** Ascending, as is the other; missing until there is something to keep. */
    private List<String> failed = List.of();

    private List<Slow> slowest = List.of();

    void add(Sample sample, long micros) {
        String traceId = sample.traceId();
        if (traceId == null) {
            return;
        }
        if (sample.failed()) {
            failed = with(failed, traceId);
        }
        slowest = with(slowest, new Slow(micros, traceId));
    }

    void merge(Exemplars other) {
        for (String traceId : other.failed) {
            failed = with(failed, traceId);
        }
        for (Slow slow : other.slowest) {
            slowest = with(slowest, slow);
        }
    }

    List<String> failed() {
        return List.copyOf(failed);
    }

    List<String> slowest() {
        return slowest.stream().map(Slow::traceId).toList();
    }

    /** Missing ones are written as none. */
    static void write(@Nullable Exemplars exemplars, ByteWriter out) {
        if (exemplars == null) {
            out.putVarLong(0).putVarLong(0);
            return;
        }
        out.putVarLong(exemplars.failed.size());
        exemplars.failed.forEach(out::putText);
        out.putVarLong(exemplars.slowest.size());
        exemplars.slowest.forEach(slow -> out.putVarLong(slow.micros).putText(slow.traceId));
    }

    static @Nullable Exemplars readFrom(ByteReader in) {
        Exemplars read = null;
        for (int i = in.getCount(1); i > 0; i--) {
            read = read == null ? new Exemplars() : read;
            read.failed = with(read.failed, in.getText());
        }
        for (int i = in.getCount(2); i > 0; i--) {
            read = read == null ? new Exemplars() : read;
            read.slowest = with(read.slowest, new Slow(in.getVarLong(), in.getText()));
        }
        return read;
    }

    /** The first few of what was kept and this one. */
    private static <T extends Comparable<T>> List<T> with(List<T> kept, T value) {
        int found = Collections.binarySearch(kept, value);
        int at = -found - 1;
        if (found >= 0 || at == EACH) {
            return kept;
        }
        List<T> more = kept.isEmpty() ? new ArrayList<>(EACH) : kept;
        if (more.size() == EACH) {
            more.remove(EACH - 1);
        }
        more.add(at, value);
        return more;
    }
}

package dev.flyball.processor.digest;

import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import org.jspecify.annotations.Nullable;

/** Sums of what samples told of their process: whole numbers, so that the order of merging cannot change a mean. */
final class ResourceSums {
    private static final int CPU = 0;
    private static final int MEMORY = 1;
    private static final int NETWORK = 2;
    private static final int KINDS = 3;

    /** Units of one, of which a sum is made. */
    private static final double[] SCALES = {1_000_000, 1_000_000, 1};

    private static final double[] LIMITS = {1_000, 1_000, 1e11};
    private static final long[] NOTHING = new long[KINDS];

    /** By kind; nothing is ever written to the shared arrays of zeros. */
    private long[] counts = NOTHING;

    private long[] totals = NOTHING;

    void add(ResourceUsage usage) {
        add(CPU, usage.cpu());
        add(MEMORY, usage.memory());
        add(NETWORK, usage.network());
    }

    private void add(int kind, @Nullable Double value) {
        if (value != null) {
            add(kind, 1, Math.round(Math.min(value, LIMITS[kind]) * SCALES[kind]));
        }
    }

    private void add(int kind, long count, long total) {
        if (counts == NOTHING) {
            counts = new long[KINDS];
            totals = new long[KINDS];
        }
        counts[kind] += count;
        totals[kind] += total;
    }

    void merge(ResourceSums other) {
        for (int kind = 0; kind < KINDS; kind++) {
            if (other.counts[kind] > 0) {
                add(kind, other.counts[kind], other.totals[kind]);
            }
        }
    }

    /** The means; missing when no sample told anything. */
    @Nullable
    ResourceUsage mean() {
        return counts == NOTHING ? null : new ResourceUsage(mean(CPU), mean(MEMORY), mean(NETWORK));
    }

    private @Nullable Double mean(int kind) {
        long count = counts[kind];
        return count == 0 ? null : totals[kind] / SCALES[kind] / count;
    }

    void writeTo(ByteWriter out) {
        for (int kind = 0; kind < KINDS; kind++) {
            out.putVarLong(counts[kind]);
            if (counts[kind] > 0) {
                out.putVarLong(totals[kind]);
            }
        }
    }

    void readFrom(ByteReader in) {
        for (int kind = 0; kind < KINDS; kind++) {
            long count = in.getVarLong();
            if (count != 0) {
                add(kind, count, in.getVarLong());
            }
        }
    }
}

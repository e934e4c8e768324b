package dev.flyball.processor.digest;

import dev.flyball.schemas.CacheMetrics;
import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.OutcomeMetrics;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import java.util.EnumMap;
import java.util.Map;

/** How an endpoint's requests fared with one namespace of the cache: counts, errors and time by outcome. */
final class OutcomeSums {
    private static final CacheOutcome[] OUTCOMES = CacheOutcome.values();

    private static final int MANY = OUTCOMES.length;

    /** For all outcomes the counts, then the errors, then the microseconds. */
    private final long[] sums = new long[3 * MANY];

    void add(CacheOutcome outcome, boolean failed, long tookMicros) {
        int i = outcome.code();
        sums[i]++;
        sums[MANY + i] += failed ? 1 : 0;
        sums[2 * MANY + i] += tookMicros;
    }

    private void set(int i, long count, long errors, long micros) {
        sums[i] = count;
        sums[MANY + i] = errors;
        sums[2 * MANY + i] = micros;
    }

    private long count(int i) {
        return sums[i];
    }

    private long errors(int i) {
        return sums[MANY + i];
    }

    private long micros(int i) {
        return sums[2 * MANY + i];
    }

    void merge(OutcomeSums other) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
        }
    }

    CacheMetrics toMetrics(String namespace) {
        Map<CacheOutcome, OutcomeMetrics> byOutcome = new EnumMap<>(CacheOutcome.class);
        long all = 0;
        long hits = 0;
        for (CacheOutcome outcome : OUTCOMES) {
            int i = outcome.code();
            if (count(i) > 0) {
                byOutcome.put(outcome, new OutcomeMetrics(count(i), errors(i), micros(i) / 1_000.0 / count(i)));
                all += count(i);
                hits += outcome.isHit() ? count(i) : 0;
            }
        }
        return new CacheMetrics(namespace, byOutcome, all == 0 ? 0 : (double) hits / all);
    }

    void writeTo(ByteWriter out) {
        int present = 0;
        for (int i = 0; i < MANY; i++) {
            present |= count(i) > 0 ? 1 << i : 0;
        }
        out.putByte(present);
        for (int i = 0; i < MANY; i++) {
            if (count(i) > 0) {
                out.putVarLong(count(i)).putVarLong(errors(i)).putVarLong(micros(i));
            }
        }
    }

    static OutcomeSums readFrom(ByteReader in) {
        OutcomeSums sums = new OutcomeSums();
        int present = in.getByte();
        for (int i = 0; i < MANY; i++) {
            if ((present & 1 << i) != 0) {
                sums.set(i, in.getVarLong(), in.getVarLong(), in.getVarLong());
            }
        }
        return sums;
    }
}

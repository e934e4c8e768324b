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

    private final long[] counts = new long[OUTCOMES.length];
    private final long[] errors = new long[OUTCOMES.length];
    private final long[] micros = new long[OUTCOMES.length];

    void add(CacheOutcome outcome, boolean failed, long tookMicros) {
        int i = outcome.code();
        counts[i]++;
        errors[i] += failed ? 1 : 0;
        micros[i] += tookMicros;
    }

    void merge(OutcomeSums other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
            errors[i] += other.errors[i];
            micros[i] += other.micros[i];
        }
    }

    CacheMetrics toMetrics(String namespace) {
        Map<CacheOutcome, OutcomeMetrics> byOutcome = new EnumMap<>(CacheOutcome.class);
        long all = 0;
        long hits = 0;
        for (CacheOutcome outcome : OUTCOMES) {
            int i = outcome.code();
            if (counts[i] > 0) {
                byOutcome.put(outcome, new OutcomeMetrics(counts[i], errors[i], micros[i] / 1_000.0 / counts[i]));
                all += counts[i];
                hits += outcome.isHit() ? counts[i] : 0;
            }
        }
        return new CacheMetrics(namespace, byOutcome, all == 0 ? 0 : (double) hits / all);
    }

    void writeTo(ByteWriter out) {
        int present = 0;
        for (int i = 0; i < counts.length; i++) {
            present |= counts[i] > 0 ? 1 << i : 0;
        }
        out.putByte(present);
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                out.putVarLong(counts[i]).putVarLong(errors[i]).putVarLong(micros[i]);
            }
        }
    }

    void readFrom(ByteReader in) {
        int present = in.getByte();
        for (int i = 0; i < counts.length; i++) {
            if ((present & 1 << i) != 0) {
                counts[i] = in.getVarLong();
                errors[i] = in.getVarLong();
                micros[i] = in.getVarLong();
            }
        }
    }
}

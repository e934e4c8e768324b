package dev.flyball.processor.drift;

import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How many requests per second are usual in each hour of the day (UTC), learned from whole hours. */
final class UsualHours {
    static final long HOUR_MS = 3_600_000;

    private static final int HOURS = 24;
    /** What a new day counts against the days before. */
    private static final float NEW = 0.3f;

    private static final float UNKNOWN = Float.MAX_VALUE;

    /** Missing until the first whole hour is over. */
    private float @Nullable [] rates;

    private long hourStartMs = Long.MIN_VALUE;
    private boolean whole;
    private double requests;

    /** Counts requests at a moment; moments come in order. An hour without requests is learned as such. */
    void count(long nowMs, long count) {
        long start = startOf(nowMs);
        if (start != hourStartMs) {
            if (whole) {
                learn(hourStartMs, requests);
                long day = hourStartMs + HOURS * HOUR_MS;
                for (long silent = hourStartMs + HOUR_MS; silent < start && silent < day; silent += HOUR_MS) {
                    learn(silent, 0);
                }
            }
            whole = hourStartMs != Long.MIN_VALUE;
            hourStartMs = start;
            requests = 0;
        }
        requests += count;
    }

    private void learn(long hourMs, double count) {
        if (rates == null) {
            rates = new float[HOURS];
            Arrays.fill(rates, UNKNOWN);
        }
        int hour = hourOf(hourMs);
        float rate = (float) (count * 1_000 / HOUR_MS);
        rates[hour] = rates[hour] == UNKNOWN ? rate : rates[hour] + NEW * (rate - rates[hour]);
    }

    /** The least that is usual in this hour and the next, per second, so that a drop may come early; huge if unknown. */
    double least(long nowMs) {
        if (rates == null) {
            return UNKNOWN;
        }
        int hour = hourOf(nowMs);
        return Math.min(rates[hour], rates[(hour + 1) % HOURS]);
    }

    /** When the next hour begins. */
    static long nextStart(long nowMs) {
        return startOf(nowMs) + HOUR_MS;
    }

    private static long startOf(long nowMs) {
        return Math.floorDiv(nowMs, HOUR_MS) * HOUR_MS;
    }

    private static int hourOf(long nowMs) {
        return (int) Math.floorMod(Math.floorDiv(nowMs, HOUR_MS), (long) HOURS);
    }

    void writeTo(ByteWriter out) {
        out.putSignedVarLong(hourStartMs).putByte(whole ? 1 : 0);
        Numbers.put(out, requests);
        out.putByte(rates == null ? 0 : 1);
        if (rates != null) {
            for (float rate : rates) {
                Numbers.put(out, rate);
            }
        }
    }

    static UsualHours readFrom(ByteReader in) {
        UsualHours hours = new UsualHours();
        hours.hourStartMs = in.getSignedVarLong();
        hours.whole = Numbers.getFlag(in);
        hours.requests = Numbers.getAmount(in);
        if (Numbers.getFlag(in)) {
            hours.rates = new float[HOURS];
            for (int i = 0; i < HOURS; i++) {
                hours.rates[i] = Numbers.getWeight(in);
            }
        }
        return hours;
    }
}

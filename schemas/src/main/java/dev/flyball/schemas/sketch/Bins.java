package dev.flyball.schemas.sketch;

import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;

/**
 * How many values fell into each bin of a {@link LatencySketch}. A bin's value is within {@link
 * LatencySketch#RELATIVE_ERROR} of all that it holds; 0 has a bin of its own. Spans only the bins that are in use.
 */
final class Bins {
    // Interpolated, not Math.log: the same bin on every machine, as replays must give equal answers.
    private static final IndexMapping MAPPING = new CubicallyInterpolatedMapping(LatencySketch.RELATIVE_ERROR);
    private static final int ZERO = MAPPING.index(1) - 1;
    private static final int HIGHEST = MAPPING.index(LatencySketch.MAX_MICROS);
    private static final int SPARE = 8;
    /** Of all bins, from that of 0 on; each takes two roots. */
    private static final double[] VALUES = values();

    private long[] counts;
    /** The bin of the first count. */
    private int first;

    /** Empty, with room for the bins of the values between the two, and some to spare. */
    Bins(long min, long max) {
        first = Math.max(ZERO, indexOf(min) - SPARE);
        counts = new long[Math.min(HIGHEST, indexOf(max) + SPARE) - first + 1];
    }

    void add(long micros) {
        int index = indexOf(micros);
        reserve(index, index);
        counts[index - first]++;
    }

    void merge(Bins other) {
        reserve(other.first, other.first + other.counts.length - 1);
        for (int i = 0; i < other.counts.length; i++) {
            counts[other.first + i - first] += other.counts[i];
        }
    }

    /** The value of the bin that holds the value of this rank, from 1; ranks above the number of values have none. */
    double valueAt(long rank) {
        return walk().valueAt(rank);
    }

    /** Begins at the lowest bin. */
    Walk walk() {
        return new Walk();
    }

    /** Along the bins once, for ranks that do not descend. */
    final class Walk {
        private int next;
        /** In the bins before the next one. */
        private long seen;

        /** The value of the bin that holds the value of this rank, from 1; ranks above the number of values have none. */
        double valueAt(long rank) {
            while (seen < rank) {
                if (next == counts.length) {
                    throw new IllegalArgumentException("rank " + rank + " of " + seen + " values");
                }
                seen += counts[next++];
            }
            return valueOf(first + next - 1);
        }
    }

    /** How many values are in bins whose value is larger than this. */
    long countAbove(long micros) {
        long above = 0;
        for (int i = counts.length - 1; i >= 0 && valueOf(first + i) > micros; i--) {
            above += counts[i];
        }
        return above;
    }

    /** Tells the value of each occupied bin, ascending, rounded to microseconds, and how many values it holds. */
    void forEach(LatencySketch.ValueTaker taker) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                taker.take(Math.round(valueOf(first + i)), counts[i]);
            }
        }
    }

    void writeTo(ByteWriter out) {
        int occupied = 0;
        for (long count : counts) {
            occupied += count == 0 ? 0 : 1;
        }
        out.putVarLong(occupied);
        int last = ZERO;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 0) {
                out.putVarLong(first + i - last).putVarLong(counts[i]);
                last = first + i;
            }
        }
    }

    /** @throws MalformedBytesException unless that many values with these extremes are in the bins that begin here */
    static Bins readFrom(ByteReader in, long values, long min, long max) {
        Bins bins = new Bins(min, max);
        int lowest = indexOf(min);
        int highest = indexOf(max);
        int occupied = in.getCount(2);
        int index = ZERO;
        long seen = 0;
        for (int i = 0; i < occupied; i++) {
            long distance = in.getVarLong();
            long count = in.getVarLong();
            boolean fits = i == 0 ? distance == lowest - ZERO : distance > 0 && distance <= highest - index;
            if (!fits || count <= 0 || count > values - seen) {
                throw new MalformedBytesException("bin " + i + ": " + count + " values at a distance of " + distance);
            }
            index += (int) distance;
            seen += count;
            bins.counts[index - bins.first] = count;
        }
        if (seen != values || index != highest) {
            throw new MalformedBytesException(
                    seen + " values in bins up to " + index + "; announced: " + values + " up to " + highest);
        }
        return bins;
    }

    private void reserve(int from, int to) {
        int last = first + counts.length - 1;
        if (from >= first && to <= last) {
            return;
        }
        int newFirst = from < first ? Math.max(ZERO, from - 2 * SPARE) : first;
        int newLast = to > last ? Math.min(HIGHEST, to + 2 * SPARE) : last;
        long[] wider = new long[newLast - newFirst + 1];
        System.arraycopy(counts, 0, wider, first - newFirst, counts.length);
        counts = wider;
        first = newFirst;
    }

    private static int indexOf(long micros) {
        return micros == 0 ? ZERO : MAPPING.index(micros);
    }

    private static double[] values() {
        double[] values = new double[HIGHEST - ZERO + 1];
        for (int i = 1; i < values.length; i++) {
            values[i] = MAPPING.value(ZERO + i);
        }
        return values;
    }

    private static double valueOf(int index) {
        return VALUES[index - ZERO];
    }
}

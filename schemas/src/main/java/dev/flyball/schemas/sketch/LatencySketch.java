package dev.flyball.schemas.sketch;

import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import java.util.Arrays;

/**
 * Response times, mergeable without loss: count, sum, minimum and maximum are exact, quantiles are within
 * {@value #RELATIVE_ERROR} of the exact ones (DDSketch, Masson et al., VLDB 2019), and exact up to {@value #RAW_LIMIT}
 * values, which are kept as they are because that is smaller.
 *
 * <p>All values are whole microseconds from 0 to {@value #MAX_MICROS}. The content depends only on the values, never on
 * the order in which they came or were merged, and so do the bytes. Not safe for concurrent use.
 *
 * <p>Bytes, version 1 (numbers as in {@link ByteWriter}): version, count; when the count is not 0: sum, minimum,
 * maximum minus minimum; then up to {@value #RAW_LIMIT} values ascending, each as the distance from the one before; or,
 * above that, the number of occupied bins and for each the distance of its index from the one before and its count.
 */
public final class LatencySketch {
    /** Largest relative error of a quantile. */
    public static final double RELATIVE_ERROR = 0.01;

    /** Largest value, one day in microseconds; larger ones count as this. */
    public static final long MAX_MICROS = 86_400_000_000L;

    private static final int VERSION = 1;
    private static final int RAW_LIMIT = 32;
    // Interpolated, not Math.log: the same bin on every machine, as replays must give equal answers.
    private static final IndexMapping MAPPING = new CubicallyInterpolatedMapping(RELATIVE_ERROR);
    private static final int LOWEST_INDEX = MAPPING.index(1);
    private static final int HIGHEST_INDEX = MAPPING.index(MAX_MICROS);
    private static final long[] NOTHING = {};

    private long count;
    private long sum;
    private long min;
    private long max;
    /** The values themselves while there are few, in no order. */
    private long[] raw = NOTHING;
    /** How many values fell into each bin, from {@link #firstIndex} on; empty while the values are kept. */
    private long[] bins = NOTHING;

    private int firstIndex;

    public void add(long micros) {
        long value = Math.max(0, Math.min(MAX_MICROS, micros));
        min = count == 0 ? value : Math.min(min, value);
        max = Math.max(max, value);
        sum += value;
        count++;
        if (count <= RAW_LIMIT) {
            keep(value, (int) count - 1);
        } else {
            if (bins.length == 0) {
                intoBins();
            }
            addToBin(indexOf(value), 1);
        }
    }

    /** Adds all values of another sketch to this one. */
    public void merge(LatencySketch other) {
        if (other.count == 0) {
            return;
        }
        if (count + other.count <= RAW_LIMIT) {
            for (int i = 0; i < other.count; i++) {
                add(other.raw[i]);
            }
            return;
        }
        if (bins.length == 0) {
            intoBins();
        }
        if (other.bins.length == 0) {
            for (int i = 0; i < other.count; i++) {
                addToBin(indexOf(other.raw[i]), 1);
            }
        } else {
            reserve(other.firstIndex, other.firstIndex + other.bins.length - 1);
            for (int i = 0; i < other.bins.length; i++) {
                bins[other.firstIndex + i - firstIndex] += other.bins[i];
            }
        }
        min = count == 0 ? other.min : Math.min(min, other.min);
        max = Math.max(max, other.max);
        sum += other.sum;
        count += other.count;
    }

    public long count() {
        return count;
    }

    /** Sum of all values, microseconds. */
    public long sumMicros() {
        return sum;
    }

    /** Mean of all values, microseconds; 0 when there are none. */
    public double meanMicros() {
        return count == 0 ? 0 : (double) sum / count;
    }

    /** Smallest value, microseconds; 0 when there are none. */
    public long minMicros() {
        return min;
    }

    /** Largest value, microseconds; 0 when there are none. */
    public long maxMicros() {
        return max;
    }

    /**
     * The smallest value that at least the share {@code q} of all values does not exceed (nearest rank), microseconds; 0
     * when there are none.
     *
     * @throws IllegalArgumentException if {@code q} is not from 0 to 1
     */
    public double quantileMicros(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("a quantile must be from 0 to 1: " + q);
        }
        if (count == 0) {
            return 0;
        }
        long rank = Math.max(1, (long) Math.ceil(q * count));
        if (bins.length == 0) {
            return sorted()[(int) rank - 1];
        }
        // The extremes are known exactly; a bin's middle must not lie outside them.
        if (rank == count) {
            return max;
        }
        long seen = 0;
        for (int i = 0; i < bins.length; i++) {
            seen += bins[i];
            if (seen >= rank) {
                return Math.max(min, Math.min(max, MAPPING.value(firstIndex + i)));
            }
        }
        return max;
    }

    /** How many values are larger than the given one, microseconds; values within 1 % of it may count on either side. */
    public long countAbove(long micros) {
        if (count == 0 || micros >= max) {
            return 0;
        }
        if (micros < min) {
            return count;
        }
        long above = 0;
        if (bins.length == 0) {
            for (int i = 0; i < count; i++) {
                above += raw[i] > micros ? 1 : 0;
            }
        } else {
            for (int i = bins.length - 1; i >= 0 && MAPPING.value(firstIndex + i) > micros; i--) {
                above += bins[i];
            }
        }
        return above;
    }

    public byte[] toBytes() {
        ByteWriter out = new ByteWriter(64);
        writeTo(out);
        return out.toBytes();
    }

    public void writeTo(ByteWriter out) {
        out.putByte(VERSION).putVarLong(count);
        if (count == 0) {
            return;
        }
        out.putVarLong(sum).putVarLong(min).putVarLong(max - min);
        if (bins.length == 0) {
            long last = min;
            for (long value : sorted()) {
                out.putVarLong(value - last);
                last = value;
            }
            return;
        }
        int occupied = 0;
        for (long bin : bins) {
            occupied += bin == 0 ? 0 : 1;
        }
        out.putVarLong(occupied);
        int last = LOWEST_INDEX;
        for (int i = 0; i < bins.length; i++) {
            if (bins[i] != 0) {
                out.putVarLong(firstIndex + i - last).putVarLong(bins[i]);
                last = firstIndex + i;
            }
        }
    }

    /** @throws MalformedBytesException if the bytes are no sketch, or one of an unknown version */
    public static LatencySketch ofBytes(byte[] bytes) {
        return readFrom(new ByteReader(bytes));
    }

    /** @throws MalformedBytesException if no sketch, or one of an unknown version, begins here */
    public static LatencySketch readFrom(ByteReader in) {
        int version = in.getByte();
        if (version != VERSION) {
            throw new MalformedBytesException("latency sketch of unknown version " + version);
        }
        LatencySketch sketch = new LatencySketch();
        long count = in.getVarLong();
        if (count < 0) {
            throw new MalformedBytesException("a count of " + count);
        }
        if (count == 0) {
            return sketch;
        }
        long sum = in.getVarLong();
        long min = in.getVarLong();
        long max = min + in.getVarLong();
        if (sum < 0 || min < 0 || max < min || max > MAX_MICROS) {
            throw new MalformedBytesException("sum " + sum + ", minimum " + min + ", maximum " + max);
        }
        if (count <= RAW_LIMIT) {
            sketch.readRaw(in, (int) count, min);
            if (sketch.sum != sum || sketch.min != min || sketch.max != max) {
                throw new MalformedBytesException("the values do not add up");
            }
        } else {
            sketch.readBins(in, count);
            sketch.count = count;
            sketch.sum = sum;
            sketch.min = min;
            sketch.max = max;
        }
        return sketch;
    }

    private void readRaw(ByteReader in, int values, long first) {
        long value = first;
        for (int i = 0; i < values; i++) {
            long distance = in.getVarLong();
            value += distance;
            if (distance < 0 || value < 0 || value > MAX_MICROS) {
                throw new MalformedBytesException("a value of " + value);
            }
            add(value);
        }
    }

    private void readBins(ByteReader in, long expected) {
        int occupied = in.getCount(2);
        long index = LOWEST_INDEX;
        long seen = 0;
        for (int i = 0; i < occupied; i++) {
            index += in.getVarLong();
            long inBin = in.getVarLong();
            seen += inBin;
            if (index < LOWEST_INDEX || index > HIGHEST_INDEX || inBin <= 0 || seen < 0) {
                throw new MalformedBytesException("bin " + index + " with " + inBin + " values");
            }
            addToBin((int) index, inBin);
        }
        if (seen != expected) {
            throw new MalformedBytesException(seen + " values in the bins, " + expected + " announced");
        }
    }

    private void keep(long value, int at) {
        if (at == raw.length) {
            raw = Arrays.copyOf(raw, Math.min(RAW_LIMIT, Math.max(4, raw.length * 2)));
        }
        raw[at] = value;
    }

    private long[] sorted() {
        long[] values = Arrays.copyOf(raw, (int) count);
        Arrays.sort(values);
        return values;
    }

    private void intoBins() {
        int values = (int) Math.min(count, raw.length);
        long[] kept = raw;
        raw = NOTHING;
        for (int i = 0; i < values; i++) {
            addToBin(indexOf(kept[i]), 1);
        }
    }

    private void addToBin(int index, long times) {
        reserve(index, index);
        bins[index - firstIndex] += times;
    }

    private void reserve(int from, int to) {
        if (bins.length == 0) {
            bins = new long[Math.max(32, to - from + 1)];
            firstIndex = Math.max(LOWEST_INDEX, Math.min(from - 8, HIGHEST_INDEX - bins.length + 1));
        }
        int last = firstIndex + bins.length - 1;
        if (from < firstIndex || to > last) {
            int newFirst = from < firstIndex ? Math.max(LOWEST_INDEX, from - 16) : firstIndex;
            int newLast = to > last ? Math.min(HIGHEST_INDEX, to + 16) : last;
            long[] wider = new long[newLast - newFirst + 1];
            System.arraycopy(bins, 0, wider, firstIndex - newFirst, bins.length);
            bins = wider;
            firstIndex = newFirst;
        }
    }

    private static int indexOf(long micros) {
        return MAPPING.index(Math.max(1, micros));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LatencySketch that && Arrays.equals(toBytes(), that.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toBytes());
    }

    @Override
    public String toString() {
        return "count=" + count + " min=" + min + "us p50=" + quantileMicros(0.5) + "us p99=" + quantileMicros(0.99)
                + "us max=" + max + "us";
    }
}

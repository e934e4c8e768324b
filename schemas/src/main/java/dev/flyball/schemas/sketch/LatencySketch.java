package dev.flyball.schemas.sketch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Response times, mergeable without loss: count, sum, minimum and maximum are exact, quantiles are within
 * {@value #RELATIVE_ERROR} of the exact ones (DDSketch, Masson et al., VLDB 2019), and exact up to {@value #RAW_LIMIT}
 * values, which are kept as they are because that is smaller.
 *
 * <p>All values are whole microseconds from 0 to {@value #MAX_MICROS}. The content depends only on the values, never on
 * the order in which they came or were merged, and so do the bytes. Not safe for concurrent use.
 *
 * <p>Bytes, version 1 (numbers as in {@link ByteWriter}): version, count; when the count is not 0: sum, minimum,
 * maximum minus minimum; then up to {@value #RAW_LIMIT} values ascending, each as the distance from the one before, the
 * first from the minimum; or, above that, the number of occupied bins and for each the distance of its index from the
 * one before, the first from the bin of 0, and its count. Each content has one form only; any other is malformed.
 */
public final class LatencySketch {
    /** Largest relative error of a quantile. */
    public static final double RELATIVE_ERROR = 0.01;

    /** Largest value, one day in microseconds; larger ones count as this. */
    public static final long MAX_MICROS = 86_400_000_000L;

    private static final int VERSION = 1;
    private static final int RAW_LIMIT = 32;
    /** Far more than ever come, and so few that the counts of many hostile sketches add up within 64 bits. */
    private static final long MOST_VALUES = 1L << 40;

    private static final long[] NOTHING = {};

    /** Takes values one by one, or in groups of about the same value. */
    public interface ValueTaker {
        /**
         * @param micros 0 to {@link #MAX_MICROS}
         * @param count how many there are of it, 1 or more
         */
        void take(long micros, long count);
    }

    private long count;
    private long sum;
    private long min;
    private long max;
    /** The values themselves while there are few, in no order. */
    private long[] raw = NOTHING;
    /** Missing while the values are kept. */
    private @Nullable Bins bins;

    public void add(long micros) {
        long value = Math.max(0, Math.min(MAX_MICROS, micros));
        Bins into = count == RAW_LIMIT && bins == null ? intoBins() : bins;
        if (into == null) {
            keep(value);
        } else {
            into.add(value);
        }
        min = count == 0 ? value : Math.min(min, value);
        max = Math.max(max, value);
        sum = cappedSum(sum, value);
        count++;
    }

    /** Adds all values of another sketch to this one. */
    public void merge(LatencySketch other) {
        if (bins == null && count + other.count <= RAW_LIMIT) {
            keep(other);
            return;
        }
        if (other.bins == null) {
            // Should the other one be this one: what is there already stays as it is in this array.
            long[] values = other.raw;
            int many = (int) other.count;
            for (int i = 0; i < many; i++) {
                add(values[i]);
            }
            return;
        }
        (bins == null ? intoBins() : bins).merge(other.bins);
        min = count == 0 ? other.min : Math.min(min, other.min);
        max = Math.max(max, other.max);
        sum = cappedSum(sum, other.sum);
        count += other.count;
    }

    public long count() {
        return count;
    }

    /** Largest relative error of a quantile; 0 as long as all values are kept. */
    public double relativeError() {
        return bins == null ? 0 : RELATIVE_ERROR;
    }

    /** Sum of all values, microseconds; {@link Long#MAX_VALUE} if it is larger than that. */
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
        return quantileMicros(q, bins == null ? null : bins.walk());
    }

    /**
     * Several quantiles at once, which takes little more than one.
     *
     * @param ascending each as in {@link #quantileMicros}
     * @throws IllegalArgumentException if one is not from 0 to 1, or less than the one before
     */
    public double[] quantilesMicros(double... ascending) {
        Bins.Walk walk = bins == null ? null : bins.walk();
        double[] values = new double[ascending.length];
        for (int i = 0; i < values.length; i++) {
            if (i > 0 && ascending[i] < ascending[i - 1]) {
                throw new IllegalArgumentException("quantiles must ascend: " + Arrays.toString(ascending));
            }
            values[i] = quantileMicros(ascending[i], walk);
        }
        return values;
    }

    private double quantileMicros(double q, Bins.@Nullable Walk walk) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("a quantile must be from 0 to 1: " + q);
        }
        if (count == 0) {
            return 0;
        }
        long rank = Math.max(1, (long) Math.ceil(q * count));
        // The extremes are known exactly, and a bin's value must not lie outside them.
        if (rank == 1) {
            return min;
        }
        if (rank == count) {
            return max;
        }
        return walk == null ? sorted()[(int) rank - 1] : Math.max(min, Math.min(max, walk.valueAt(rank)));
    }

    /** How many values are larger than the given one, microseconds; values within 1 % of it may count on either side. */
    public long countAbove(long micros) {
        if (count == 0 || micros >= max) {
            return 0;
        }
        if (micros < min) {
            return count;
        }
        if (bins != null) {
            return bins.countAbove(micros);
        }
        long above = 0;
        for (int i = 0; i < count; i++) {
            above += raw[i] > micros ? 1 : 0;
        }
        return above;
    }

    /** Tells all values, ascending, each within {@link #RELATIVE_ERROR} of its true one. */
    public void forEach(ValueTaker taker) {
        if (bins != null) {
            bins.forEach(taker);
            return;
        }
        long[] values = sorted();
        for (int i = 0; i < count; i++) {
            taker.take(values[i], 1);
        }
    }

    public byte[] toBytes() {
        ByteWriter out = new ByteWriter(bins == null ? 64 : 512);
        writeTo(out);
        return out.toBytes();
    }

    public void writeTo(ByteWriter out) {
        out.putByte(VERSION).putVarLong(count);
        if (count == 0) {
            return;
        }
        out.putVarLong(sum).putVarLong(min).putVarLong(max - min);
        if (bins != null) {
            bins.writeTo(out);
            return;
        }
        long last = min;
        long[] values = sorted();
        for (int i = 0; i < count; i++) {
            out.putVarLong(values[i] - last);
            last = values[i];
        }
    }

    /** @throws MalformedBytesException if the bytes are no sketch, or one of an unknown version */
    public static LatencySketch ofBytes(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        LatencySketch sketch = readFrom(in);
        in.requireEnd();
        return sketch;
    }

    /** @throws MalformedBytesException if no sketch, or one of an unknown version, begins here */
    public static LatencySketch readFrom(ByteReader in) {
        requireVersion(in);
        LatencySketch sketch = new LatencySketch();
        long count = in.getVarLong();
        if (count < 0 || count > MOST_VALUES) {
            throw new MalformedBytesException("a count of " + count);
        }
        if (count > 0) {
            sketch.readValues(in, count);
        }
        return sketch;
    }

    /**
     * What is told by the first bytes of a sketch.
     *
     * @param maxMicros the largest value; 0 when there is none
     */
    public record Outline(long count, long maxMicros) {}

    /** @throws MalformedBytesException if nothing that looks like a sketch of a known version begins here */
    public static Outline outlineOf(ByteReader in) {
        requireVersion(in);
        long count = in.getVarLong();
        if (count == 0) {
            return new Outline(0, 0);
        }
        in.getVarLong(); // the sum
        return new Outline(count, in.getVarLong() + in.getVarLong());
    }

    private static void requireVersion(ByteReader in) {
        int version = in.getByte();
        if (version != VERSION) {
            throw new MalformedBytesException("latency sketch of unknown version " + version);
        }
    }

    private void readValues(ByteReader in, long announced) {
        long announcedSum = in.getVarLong();
        long smallest = in.getVarLong();
        long spread = in.getVarLong();
        if (smallest < 0 || smallest > MAX_MICROS || spread < 0 || spread > MAX_MICROS - smallest) {
            throw new MalformedBytesException("a minimum of " + smallest + ", the maximum " + spread + " above it");
        }
        long largest = smallest + spread;
        if (announced <= RAW_LIMIT) {
            readRaw(in, (int) announced, smallest, largest);
            if (sum != announcedSum) {
                throw new MalformedBytesException("a sum of " + sum + ", announced: " + announcedSum);
            }
            return;
        }
        requirePlausible(announcedSum, announced, smallest, largest);
        bins = Bins.readFrom(in, announced, smallest, largest);
        count = announced;
        sum = announcedSum;
        min = smallest;
        max = largest;
    }

    private void readRaw(ByteReader in, int values, long smallest, long largest) {
        raw = new long[values];
        long value = smallest;
        for (int i = 0; i < values; i++) {
            long distance = in.getVarLong();
            if (distance < 0 || distance > largest - value || (i == 0 && distance > 0)) {
                throw new MalformedBytesException("value " + i + " at a distance of " + distance);
            }
            value += distance;
            raw[i] = value;
            sum = cappedSum(sum, value);
        }
        count = values;
        min = smallest;
        max = value;
        if (value != largest) {
            throw new MalformedBytesException("a maximum of " + value + ", announced: " + largest);
        }
    }

    /** The mean must lie between the extremes. */
    private static void requirePlausible(long sum, long count, long min, long max) {
        long floor = sum / count;
        long ceiling = sum % count == 0 ? floor : floor + 1;
        boolean capped = sum == Long.MAX_VALUE;
        if (sum < 0 || ceiling > max || (floor < min && !capped)) {
            throw new MalformedBytesException(
                    "a sum of " + sum + " of " + count + " values from " + min + " to " + max);
        }
    }

    private void keep(long value) {
        int at = (int) count;
        reserve(at + 1);
        raw[at] = value;
    }

    /** Both are few, and stay few together. */
    private void keep(LatencySketch other) {
        if (other.count == 0) {
            return;
        }
        reserve((int) (count + other.count));
        System.arraycopy(other.raw, 0, raw, (int) count, (int) other.count);
        min = count == 0 ? other.min : Math.min(min, other.min);
        max = Math.max(max, other.max);
        sum = cappedSum(sum, other.sum);
        count += other.count;
    }

    private void reserve(int values) {
        if (values > raw.length) {
            raw = Arrays.copyOf(raw, Math.min(RAW_LIMIT, Math.max(Math.max(2, values), 2 * raw.length)));
        }
    }

    /** The values themselves, the first {@link #count} of them; where they are is their order of coming no more. */
    private long[] sorted() {
        Arrays.sort(raw, 0, (int) count);
        return raw;
    }

    private Bins intoBins() {
        Bins into = new Bins(min, max);
        for (int i = 0; i < count; i++) {
            into.add(raw[i]);
        }
        raw = NOTHING;
        bins = into;
        return into;
    }

    private static long cappedSum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
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

package dev.flyball.processor.drift;

import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import dev.flyball.schemas.sketch.MalformedBytesException;

/** Floating-point numbers as bytes, bit for bit; zeros and round numbers are short. */
final class Numbers {
    private Numbers() {}

    static void put(ByteWriter out, double value) {
        out.putVarLong(Long.reverse(Double.doubleToLongBits(value)));
    }

    static void put(ByteWriter out, float value) {
        out.putVarLong(Integer.toUnsignedLong(Integer.reverse(Float.floatToIntBits(value))));
    }

    /** @throws MalformedBytesException unless a finite number of 0 or more is next */
    static double getAmount(ByteReader in) {
        return checked(Double.longBitsToDouble(Long.reverse(in.getVarLong())));
    }

    /** @throws MalformedBytesException unless a finite number of 0 or more is next */
    static float getWeight(ByteReader in) {
        long bits = in.getVarLong();
        if (bits < 0 || bits > 0xFFFF_FFFFL) {
            throw new MalformedBytesException("a weight of more than 32 bits");
        }
        float value = Float.intBitsToFloat(Integer.reverse((int) bits));
        checked(value);
        return value;
    }

    /** @throws MalformedBytesException unless a byte of 0 or 1 is next */
    static boolean getFlag(ByteReader in) {
        return getByte(in, 1) == 1;
    }

    /** @throws MalformedBytesException unless a byte of 0 to that is next */
    static int getByte(ByteReader in, int most) {
        int value = in.getByte();
        if (value > most) {
            throw new MalformedBytesException("a byte of " + value + " where " + most + " is the most");
        }
        return value;
    }

    private static double checked(double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new MalformedBytesException("an amount of " + value);
        }
        return value;
    }
}

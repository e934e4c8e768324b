package dev.flyball.schemas.sketch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array with variable-length numbers: 7 bits a byte, low ones first, the high bit says that more follow. */
public final class ByteWriter {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int length;

    public ByteWriter(int expectedBytes) {
        bytes = new byte[Math.max(16, expectedBytes)];
    }

    public ByteWriter putByte(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
        return this;
    }

    /** Any long; small unsigned ones are short. */
    public ByteWriter putVarLong(long value) {
        ensure(10);
        byte[] into = bytes;
        int at = length;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            into[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        into[at++] = (byte) rest;
        length = at;
        return this;
    }

    /** A long of either sign; small ones are short (zigzag). */
    public ByteWriter putSignedVarLong(long value) {
        return putVarLong((value << 1) ^ (value >> 63));
    }

    /** Eight bytes, highest first. */
    public ByteWriter putLong(long value) {
        ensure(8);
        LONGS.set(bytes, length, value);
        length += 8;
        return this;
    }

    public ByteWriter putBytes(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    /** The length, then UTF-8. */
    public ByteWriter putText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return putVarLong(utf8.length).putBytes(utf8);
    }

    /** How many bytes there are so far. */
    public int length() {
        return length;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}

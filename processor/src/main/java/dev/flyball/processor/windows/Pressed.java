package dev.flyball.processor.windows;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Bytes that are seldom read again, deflated: a few hundred users in the registers of their sketch are mostly zeros. */
final class Pressed {
    private final byte[] deflated;
    /** Of what they were. */
    private final int length;

    private Pressed(byte[] deflated, int length) {
        this.deflated = deflated;
        this.length = length;
    }

    static Pressed of(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] into = new byte[bytes.length + 64];
            int size = deflater.deflate(into);
            if (!deflater.finished()) {
                throw new IllegalStateException(bytes.length + " bytes have become more than " + into.length);
            }
            return new Pressed(Arrays.copyOf(into, size), bytes.length);
        } finally {
            deflater.end();
        }
    }

    byte[] bytes() {
        Inflater inflater = new Inflater(true);
        try {
            // Without a header, one more byte is asked for.
            inflater.setInput(Arrays.copyOf(deflated, deflated.length + 1));
            byte[] bytes = new byte[length];
            if (inflater.inflate(bytes) != length) {
                throw new IllegalStateException("less than " + length + " bytes");
            }
            return bytes;
        } catch (DataFormatException e) {
            throw new IllegalStateException("not what was deflated", e);
        } finally {
            inflater.end();
        }
    }
}

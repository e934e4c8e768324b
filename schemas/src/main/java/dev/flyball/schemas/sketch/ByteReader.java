package dev.flyball.schemas.sketch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link ByteWriter} wrote; whatever the bytes, it throws nothing but {@link MalformedBytesException}. Each
 * number has one form only, so that equal contents are equal bytes.
 */
public final class ByteReader {
    private final byte[] bytes;
    private int position;

    public ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public int getByte() {
        require(1);
        return bytes[position++] & 0xFF;
    }

    public long getVarLong() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = getByte();
            value |= (long) (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                if ((next == 0 && shift > 0) || (shift == 63 && next > 1)) {
                    throw new MalformedBytesException(
                            "a number that is padded or too long before position " + position);
                }
                return value;
            }
        }
        throw new MalformedBytesException("a number of more than ten bytes before position " + position);
    }

    public long getSignedVarLong() {
        long value = getVarLong();
        return (value >>> 1) ^ -(value & 1);
    }

    public long getLong() {
        require(8);
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | (bytes[position++] & 0xFF);
        }
        return value;
    }

    /** A number of things that follow, each of at least {@code bytesEach} bytes, so that hostile counts allocate nothing. */
    public int getCount(int bytesEach) {
        long count = getVarLong();
        if (count < 0 || count * bytesEach > remaining() || count > Integer.MAX_VALUE) {
            throw new MalformedBytesException(count + " things announced, but only " + remaining() + " bytes follow");
        }
        return (int) count;
    }

    public byte[] getBytes(int count) {
        require(count);
        byte[] slice = Arrays.copyOfRange(bytes, position, position + count);
        position += count;
        return slice;
    }

    /** Steps over bytes that are read where they lie; the position of the first. */
    public int skip(int count) {
        require(count);
        int from = position;
        position += count;
        return from;
    }

    public String getText() {
        int count = getCount(1);
        String text = new String(bytes, position, count, StandardCharsets.UTF_8);
        position += count;
        return text;
    }

    public int remaining() {
        return bytes.length - position;
    }

    /** To be called where nothing more may follow. */
    public void requireEnd() {
        if (remaining() > 0) {
            throw new MalformedBytesException(remaining() + " bytes too many from position " + position);
        }
    }

    private void require(int count) {
        if (count < 0 || count > remaining()) {
            throw new MalformedBytesException(
                    count + " bytes wanted at position " + position + ", " + remaining() + " left");
        }
    }
}

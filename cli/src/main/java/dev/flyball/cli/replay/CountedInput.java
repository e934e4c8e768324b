package dev.flyball.cli.replay;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Input that knows how much of it was read. */
final class CountedInput extends FilterInputStream {
    private long bytes;

    CountedInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        bytes += read < 0 ? 0 : 1;
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        bytes += Math.max(0, read);
        return read;
    }

    long bytes() {
        return bytes;
    }
}

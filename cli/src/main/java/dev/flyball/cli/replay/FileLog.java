package dev.flyball.cli.replay;

import dev.flyball.cli.Failure;
import dev.flyball.processor.replay.LogRecord;
import dev.flyball.processor.replay.Replay;
import dev.flyball.schemas.SampleLimits;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A file with a sample on each line, compressed by gzip or not. A line that is too long costs only itself. */
public final class FileLog implements SampleLog {
    /** Stands for the standard input. */
    private static final Path STDIN = Path.of("-");

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;
    /** One byte more than is accepted, so that the reader sees that it is too long. */
    private static final int LONGEST_LINE = SampleLimits.DEFAULT.recordBytes() + 1;

    private final Path path;
    private final long sizeBytes;
    private final long openedMs;
    private final CountedInput counted;
    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1_024);
    private long lines;

    private FileLog(Path path, long sizeBytes, long openedMs, CountedInput counted) throws IOException {
        this.path = path;
        this.sizeBytes = sizeBytes;
        this.openedMs = openedMs;
        this.counted = counted;
        this.in = uncompressed(new BufferedInputStream(counted, BUFFER_BYTES));
    }

    /**
     * @param path where it lies; {@code -} for the standard input
     * @param nowMs against which timestamps are judged, epoch milliseconds
     * @throws Failure if there is no such file, or it cannot be read
     */
    public static FileLog open(Path path, long nowMs) {
        if (!path.equals(STDIN) && Files.notExists(path)) {
            throw Failure.usage("--file " + path + ": there is no such file");
        }
        if (Files.isDirectory(path)) {
            throw Failure.usage("--file " + path + ": is a folder; name a file in it");
        }
        try {
            return path.equals(STDIN)
                    ? new FileLog(path, 0, nowMs, new CountedInput(System.in))
                    : new FileLog(path, Files.size(path), nowMs, new CountedInput(Files.newInputStream(path)));
        } catch (AccessDeniedException e) {
            throw Failure.usage("--file " + path + ": may not be read by this user");
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static InputStream uncompressed(BufferedInputStream in) throws IOException {
        in.mark(2);
        int magic = in.read() << 8 | in.read();
        in.reset();
        return magic == GZIP_MAGIC ? new BufferedInputStream(new GZIPInputStream(in, BUFFER_BYTES), BUFFER_BYTES) : in;
    }

    @Override
    public int partitions() {
        return 1;
    }

    @Override
    public boolean feed(Replay replay) {
        try {
            byte[] value = nextLine();
            if (value == null) {
                return false;
            }
            if (!isBlank(value)) {
                replay.take(new LogRecord(0, lines, openedMs, value));
            }
            return true;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private byte @Nullable [] nextLine() throws IOException {
        line.reset();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        lines++;
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() < LONGEST_LINE) {
                line.write(next);
            }
        }
        return line.toByteArray();
    }

    private static boolean isBlank(byte[] line) {
        for (byte one : line) {
            if (one != ' ' && one != '\t' && one != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public OptionalDouble share() {
        return sizeBytes == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(1, (double) counted.bytes() / sizeBytes));
    }

    @Override
    public String place(LogRecord record) {
        return "line " + record.position();
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static Failure unreadable(Path path, IOException fault) {
        return Failure.failed("--file " + path + ": cannot be read: " + fault.getMessage());
    }
}

package dev.flyball.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The threads of this JVM that compile, as Linux sees them. */
final class Compilers {
    private static final Path THREADS = Path.of("/proc/self/task");
    private static final long NANOS_OF_A_TICK = 10_000_000;

    private Compilers() {}

    /** Processor time that they have used; 0 where it is not known. */
    static long cpuNanos() {
        if (!Files.isDirectory(THREADS)) {
            return 0;
        }
        try (Stream<Path> threads = Files.list(THREADS)) {
            return threads.mapToLong(thread -> cpuNanos(thread.resolve("stat"))).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long cpuNanos(Path file) {
        try {
            String stat = Files.readString(file);
            int nameEnds = stat.lastIndexOf(')');
            if (!stat.substring(0, nameEnds).contains("Compiler")) {
                return 0;
            }
            // After the name: state, ten fields, then user and system time.
            String[] fields = stat.substring(nameEnds + 2).split(" ", -1);
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * NANOS_OF_A_TICK;
        } catch (NoSuchFileException e) {
            return 0; // a thread that has just ended
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

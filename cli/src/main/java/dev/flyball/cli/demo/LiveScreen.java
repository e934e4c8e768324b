package dev.flyball.cli.demo;

import dev.flyball.cli.text.TerminalSize;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Draws frames over each other on a terminal's second screen, and leaves the first one as it was. */
final class LiveScreen implements AutoCloseable {
    private static final String SECOND_SCREEN = "\u001b[?1049h\u001b[?25l";
    private static final String FIRST_SCREEN = "\u001b[?25h\u001b[?1049l";
    private static final String TOP = "\u001b[H";
    private static final String END_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";
    private static final long MEASURE_EVERY_NANOS = Duration.ofSeconds(3).toNanos();

    private final PrintWriter out;
    private final Frame frame;
    private final LongSupplier nanoTime;
    private TerminalSize size = TerminalSize.measure();
    private long measuredNanos;
    private boolean closed;

    LiveScreen(PrintWriter out, Frame frame, LongSupplier nanoTime) {
        this.out = out;
        this.frame = frame;
        this.nanoTime = nanoTime;
        this.measuredNanos = nanoTime.getAsLong();
        out.print(SECOND_SCREEN);
    }

    synchronized void draw() {
        if (closed) {
            return;
        }
        if (nanoTime.getAsLong() - measuredNanos > MEASURE_EVERY_NANOS) {
            size = TerminalSize.measure();
            measuredNanos = nanoTime.getAsLong();
        }
        List<String> lines = frame.lines(size.columns(), size.lines());
        out.print(TOP + String.join(END_OF_LINE + "\n", lines) + END_OF_LINE + REST_OF_SCREEN);
        out.flush();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            out.print(FIRST_SCREEN);
            out.flush();
        }
    }
}

package dev.flyball.cli.demo;

import dev.flyball.cli.demo.Moment.Mark;
import dev.flyball.cli.lifecycle.Parts;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Stages incidents in a shop that is watched and healed, and tells what happens. */
public final class Demo implements AutoCloseable {
    private static final double SHOPPERS_PER_SECOND = 150;
    private static final int LONGEST_LINE = 400;

    private final Settings settings;
    private final PrintWriter out;
    private final PrintWriter err;
    private final InstantSource clock = InstantSource.system();
    private final LongSupplier nanoTime = System::nanoTime;
    private final long begunNanos = nanoTime.getAsLong();
    private final Parts parts = new Parts();

    /**
     * How it runs.
     *
     * @param live drawn on the terminal; otherwise line by line
     * @param coloured with colours
     * @param once each incident once, then the end
     * @param deadline when to give up, from the start; only if once
     */
    public record Settings(boolean live, boolean coloured, boolean once, Duration deadline) {}

    public Demo(Settings settings, PrintWriter out, PrintWriter err) {
        this.settings = settings;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs until every incident was staged once, or for ever.
     *
     * @return whether all were detected, acted on and healed
     * @throws IllegalStateException if something does not start
     */
    public boolean run() throws InterruptedException {
        err.println("flyball demo: starting a real Kafka, a real Redis, processor, optimizer and a shop ...");
        Stage stage = new Stage(parts);
        Banner banner = Banner.of(stage, elapsed());
        banner.lines().forEach(err::println);
        err.flush();
        Paint paint = new Paint(settings.coloured());
        Board board = new Board(nanoTime, begunNanos, settings.live() ? moment -> {} : moment -> print(paint, moment));
        Runnable draw = settings.live() ? live(board, banner, paint) : () -> {};
        stage.observe(board);
        stage.open(SHOPPERS_PER_SECOND);
        board.note(Mark.NOTE, "the shop is open: " + Math.round(SHOPPERS_PER_SECOND) + " requests per second");
        return new Script(stage.storefront(), board, settings, clock, nanoTime, begunNanos, draw).play();
    }

    /** Ends everything that was started. */
    @Override
    public void close() {
        parts.close();
    }

    private Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - begunNanos);
    }

    private Runnable live(Board board, Banner banner, Paint paint) {
        return parts.add(new LiveScreen(out, new Frame(board, banner.title(), paint), nanoTime))::draw;
    }

    private void print(Paint paint, Moment moment) {
        out.println(moment.line(paint, LONGEST_LINE));
        out.flush();
    }
}

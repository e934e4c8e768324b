package dev.flyball.optimizer.memory;

import dev.flyball.cache.sweep.Checkpoint;
import dev.flyball.cache.sweep.Node;
import dev.flyball.cache.sweep.NodeException;
import dev.flyball.cache.sweep.Pace;
import dev.flyball.cache.sweep.Pause;
import dev.flyball.cache.sweep.Progress;
import dev.flyball.cache.sweep.Sweep;
import dev.flyball.cache.sweep.SweepListener;
import dev.flyball.cache.sweep.Sweeper;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.ReliefStep;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where means are applied to one server in one run: it has the tools, and sees to it that the run ends as soon as
 * enough memory is free, its budget is spent, or it may not go on. Of one thread.
 */
final class Workbench {
    private static final long LOOK_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final Node node;
    private final long enough;
    private final RunBudget budget;
    private final BooleanSupplier mayGoOn;
    private final Desk desk;
    private final String run;
    private final Clocks clocks;
    private final Map<String, Checkpoint> places;
    private final long startNanos;
    private long lookedNanos;
    private long keys;
    private long bytes;
    private int steered;
    private @Nullable Ending ending;

    /**
     * @param enough bytes in use at which enough are free
     * @param mayGoOn whether the run may go on; asked often
     * @param places where the last sweeps have ended, by name of the step; updated
     */
    Workbench(
            Node node,
            long enough,
            RunBudget budget,
            BooleanSupplier mayGoOn,
            Desk desk,
            String run,
            Clocks clocks,
            Map<String, Checkpoint> places) {
        this.node = node;
        this.enough = enough;
        this.budget = budget;
        this.mayGoOn = mayGoOn;
        this.desk = desk;
        this.run = run;
        this.clocks = clocks;
        this.places = places;
        this.startNanos = clocks.nanoTime.getAsLong();
        this.lookedNanos = startNanos;
    }

    /** How time passes. */
    record Clocks(InstantSource wall, LongSupplier nanoTime, Pause pause) {
        long nowMs() {
            return wall.millis();
        }
    }

    /** Why a run ends before all is done. */
    enum Ending {
        ENOUGH("enough is free"),
        SPENT("the budget of one run is spent; the next one goes on here"),
        CALLED_OFF("it was called off: the mode has changed, the optimizer stops, or another one has the turn");

        final String words;

        Ending(String words) {
            this.words = words;
        }
    }

    long nowMs() {
        return clocks.nowMs();
    }

    /** A sign for the next control record. */
    String tag() {
        return run + '.' + ++steered;
    }

    void steer(CacheControl control) {
        desk.steer(control);
    }

    Reading read() {
        return Reading.of(node, 0, clocks);
    }

    /** How long it took, milliseconds. */
    long purge() {
        long begin = clocks.nanoTime.getAsLong();
        node.purge();
        return tookMs(begin);
    }

    /** Sweeps on from where the last one of this name has ended. */
    ReliefStep sweep(String name, Sweep sweep, String words) {
        long begin = clocks.nanoTime.getAsLong();
        Bounds bounds = new Bounds();
        Progress end = bounds.run(sweep, places.getOrDefault(name, Checkpoint.START));
        keys += end.removed();
        bytes += end.bytes().orElse(0);
        if (ending == null) {
            places.remove(name);
        } else {
            places.put(name, end.checkpoint());
        }
        return new ReliefStep(
                name,
                words + (ending == null ? "" : ", until " + ending.words),
                end.removed(),
                end.bytes().isPresent() ? (Long) end.bytes().getAsLong() : null,
                tookMs(begin));
    }

    /** Whether a sweep of this name has come to its end. */
    boolean isAtEnd(String name) {
        return !places.containsKey(name);
    }

    /** Null as long as the run goes on. */
    @Nullable
    Ending ending() {
        return ending;
    }

    /** Looks whether the run is to end, whatever was done last. */
    void look() {
        if (Reading.used(node) <= enough) {
            ending = Ending.ENOUGH;
        }
        if (!mayGoOn.getAsBoolean()) {
            ending = Ending.CALLED_OFF;
        }
    }

    private long tookMs(long begin) {
        return (clocks.nanoTime.getAsLong() - begin) / 1_000_000;
    }

    /** Looks after each step of a sweep whether it is to end. */
    private final class Bounds implements SweepListener {
        private final Sweeper sweeper = new Sweeper(List.of(node), Pace.Limits.DEFAULT, clocks.pause, this);

        Progress run(Sweep sweep, Checkpoint from) {
            return sweeper.run(sweep, from);
        }

        @Override
        public void progressed(Progress progress) {
            long now = clocks.nanoTime.getAsLong();
            if (keys + progress.removed() >= budget.keys()
                    || bytes + progress.bytes().orElse(0) >= budget.bytes()
                    || now - startNanos >= budget.time().toNanos()) {
                ending = Ending.SPENT;
            }
            if (now - lookedNanos >= LOOK_EVERY_NANOS) {
                lookedNanos = now;
                look();
            } else if (!mayGoOn.getAsBoolean()) {
                ending = Ending.CALLED_OFF;
            }
            if (ending != null) {
                sweeper.stop();
            }
        }

        @Override
        public void retrying(String server, NodeException failure) {
            if (!mayGoOn.getAsBoolean()) {
                ending = Ending.CALLED_OFF;
                sweeper.stop();
            }
        }
    }
}

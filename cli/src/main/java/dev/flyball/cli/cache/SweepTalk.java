package dev.flyball.cli.cache;

import dev.flyball.cache.sweep.NodeException;
import dev.flyball.cache.sweep.Progress;
import dev.flyball.cache.sweep.SweepListener;
import dev.flyball.cli.text.Amount;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells people how a sweep goes, now and then. */
public final class SweepTalk implements SweepListener {
    private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final Consumer<String> say;
    private final LongSupplier nanoTime;
    private final long beginNanos;
    private long saidNanos;

    public SweepTalk(Consumer<String> say, LongSupplier nanoTime) {
        this.say = say;
        this.nanoTime = nanoTime;
        this.beginNanos = nanoTime.getAsLong();
        this.saidNanos = beginNanos;
    }

    @Override
    public void progressed(Progress progress) {
        long now = nanoTime.getAsLong();
        if (now - saidNanos >= EVERY_NANOS) {
            saidNanos = now;
            say.accept(line(progress));
        }
    }

    @Override
    public void retrying(String node, NodeException failure) {
        say.accept(failure.getMessage() + "; trying again");
    }

    public long elapsedMs() {
        return Duration.ofNanos(nanoTime.getAsLong() - beginNanos).toMillis();
    }

    /** How far it is, on one line. */
    String line(Progress progress) {
        long perSecond = Math.round(progress.scanned() * 1_000.0 / Math.max(1, elapsedMs()));
        return Amount.percent(progress.share()) + " of " + Amount.count(progress.keys()) + " keys, "
                + Amount.count(progress.matched()) + " matched, " + Amount.count(progress.removed()) + " removed"
                + (progress.bytes().isPresent()
                        ? " (about " + Amount.bytes(progress.bytes().getAsLong()) + ")"
                        : "")
                + ", " + Amount.count(perSecond) + " keys/s";
    }
}

package dev.flyball.optimizer.memory;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Whether a run may go on: it is wanted, and it is still its turn, which is kept every now and then. Of one thread. */
final class Permission implements BooleanSupplier {
    private static final long KEEP_EVERY_NANOS = Duration.ofSeconds(3).toNanos();

    private final BooleanSupplier wanted;
    private final BooleanSupplier keep;
    private final LongSupplier nanoTime;
    private long keptNanos;

    /**
     * @param wanted whether somebody wants it, now
     * @param keep keeps the turn, which has just been taken; false if that has ended
     */
    Permission(BooleanSupplier wanted, BooleanSupplier keep, LongSupplier nanoTime) {
        this.wanted = wanted;
        this.keep = keep;
        this.nanoTime = nanoTime;
        this.keptNanos = nanoTime.getAsLong();
    }

    @Override
    public boolean getAsBoolean() {
        if (!wanted.getAsBoolean()) {
            return false;
        }
        long now = nanoTime.getAsLong();
        if (now - keptNanos < KEEP_EVERY_NANOS) {
            return true;
        }
        keptNanos = now;
        return keep.getAsBoolean();
    }
}

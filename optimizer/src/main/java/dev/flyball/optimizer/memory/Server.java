package dev.flyball.optimizer.memory;

import dev.flyball.cache.sweep.Checkpoint;
import dev.flyball.schemas.MemoryLevel;
import dev.flyball.schemas.RedisMemory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is remembered of a server between two looks. Of one thread. */
final class Server {
    private static final long HELD_OUT_FOR_MS = Duration.ofMinutes(1).toMillis();

    private final String address;
    private final Map<String, Checkpoint> places = new HashMap<>();
    private MemoryLevel level = MemoryLevel.OK;
    private MemoryLevel restsAt = MemoryLevel.OK;
    private long restsUntilMs;
    private int failures;
    private int orders;
    private @Nullable Integer sweptOrders;
    private String lastRun = "";
    private @Nullable Shortage heldOut;
    private @Nullable Proposed proposed;

    Server(String address) {
        this.address = address;
    }

    String address() {
        return address;
    }

    MemoryLevel level() {
        return level;
    }

    MemoryLevel saw(RedisMemory memory, Thresholds thresholds) {
        level = thresholds.level(level, memory);
        return level;
    }

    /** Whether it may be acted on: it was left alone for long enough, or is more urgent than it was. */
    boolean isDue(long nowMs) {
        return nowMs >= restsUntilMs || level.compareTo(restsAt) > 0;
    }

    /** It is to be left alone for a while. */
    Duration rest(Caution caution, long nowMs) {
        Duration rest = caution.rest(failures);
        restsAt = level;
        restsUntilMs = nowMs + rest.toMillis();
        return rest;
    }

    void helped(boolean helped) {
        failures = helped ? 0 : failures + 1;
    }

    /** Whether a run was ours, and we have told its end. */
    boolean knows(String run) {
        return lastRun.equals(run);
    }

    void begins(String run) {
        lastRun = run;
    }

    /** Where the last sweeps have ended that are not done. */
    Map<String, Checkpoint> places() {
        return places;
    }

    /**
     * Whether it is worth looking for dead values, which only orders make.
     *
     * @param newest stands for all orders
     */
    boolean mayHaveDead(int newest) {
        if (newest != orders) {
            orders = newest;
            places.remove(SweepDead.NAME);
        }
        return sweptOrders == null || sweptOrders != newest;
    }

    /** A sweep for dead values has come to its end. */
    void sweptDead() {
        sweptOrders = orders;
    }

    /** What waits for approval; null for nothing. */
    @Nullable
    Proposed proposed() {
        return proposed;
    }

    /** @param next null when it does not wait any more */
    void propose(@Nullable Proposed next) {
        proposed = next;
    }

    void holdOut(Shortage left) {
        heldOut = left;
    }

    /** One that is held out, and for so long that it is known what came of it. */
    Optional<Shortage> heldOut(long nowMs) {
        Shortage left = heldOut;
        if (left == null || nowMs - left.atMs() < HELD_OUT_FOR_MS) {
            return Optional.empty();
        }
        heldOut = null;
        return Optional.of(left);
    }
}

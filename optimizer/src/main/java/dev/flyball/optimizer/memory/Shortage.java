package dev.flyball.optimizer.memory;

import dev.flyball.optimizer.action.Wording;
import dev.flyball.optimizer.memory.Workbench.Ending;
import dev.flyball.schemas.BigKey;
import dev.flyball.schemas.MemoryLevel;
import dev.flyball.schemas.MemoryRelief;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OptimizationResult.Phase;
import dev.flyball.schemas.RedisMemory;
import dev.flyball.schemas.ReliefStep;
import dev.flyball.schemas.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server that is short of memory, and how what is done about it is told.
 *
 * @param id of the run
 * @param server its address
 * @param before what it was like; null if another optimizer began the run
 */
record Shortage(
        String id,
        String server,
        MemoryLevel level,
        @Nullable Reading before,
        List<BigKey> bigKeys) {
    private static final String SERVICE = "redis";
    private static final String BEFORE_AFTER = "before-after";
    private static final String HELD_OUT = "held-out";

    Shortage {
        bigKeys = List.copyOf(bigKeys);
    }

    static Shortage of(Server server, Reading before, List<BigKey> bigKeys) {
        return of(newId(server, before), server, before, bigKeys);
    }

    /** Of a run that has its id already. */
    static Shortage of(String id, Server server, Reading before, List<BigKey> bigKeys) {
        return new Shortage(id, server.address(), server.level(), before, bigKeys);
    }

    static String newId(Server server, Reading before) {
        return MemoryPolicy.RUN
                + Long.toHexString(before.memory().timestamp())
                + '-'
                + Integer.toHexString(server.address().hashCode() & 0xffff);
    }

    /** A run that another optimizer began; it does not live any more. */
    static OptimizationResult orphaned(String id, String server, MemoryLevel level, long nowMs) {
        return new Shortage(id, server, level, null, List.of())
                .result(
                        Phase.FINISHED,
                        nowMs,
                        "The optimizer that began or proposed this has gone away. What it removed is removed, what it ordered"
                                + " ends by itself; what it came to cannot be known.",
                        Verdict.INVALID,
                        null,
                        null,
                        List.of());
    }

    /** When the server was like that, epoch milliseconds. */
    long atMs() {
        return reading().memory().timestamp();
    }

    OptimizationResult declined(long nowMs, List<ReliefStep> forecast, String why) {
        return result(Phase.DECLINED, nowMs, shortage() + ' ' + why, null, null, null, forecast);
    }

    /** That somebody has to approve it first. */
    OptimizationResult proposed(List<ReliefStep> forecast, Duration within) {
        return result(
                Phase.PROPOSED,
                atMs(),
                shortage() + " It would be relieved, and waits " + Math.max(1, within.toMinutes())
                        + " min for somebody to approve it (flyball actions approve " + id + ").",
                null,
                null,
                null,
                forecast);
    }

    OptimizationResult started(long nowMs, List<ReliefStep> forecast) {
        return result(
                Phase.STARTED, nowMs, shortage() + " It is relieved until enough is free.", null, null, null, forecast);
    }

    /** What a run came to. */
    OptimizationResult finished(Reading after, List<ReliefStep> steps, @Nullable Ending ending) {
        BeforeAfter comparison = new BeforeAfter(level, reading(), after, steps);
        String end = ending == null ? "Everything was done that could be." : "It ended when " + ending.words + '.';
        return result(
                Phase.FINISHED,
                after.memory().timestamp(),
                comparison.words() + ' ' + end
                        + " A whole server has no control group: what would have happened anyway is known from runs that"
                        + " are held out.",
                comparison.verdict(),
                BEFORE_AFTER,
                after.memory(),
                steps);
    }

    /** What a server came to that was left alone on purpose. */
    OptimizationResult heldOut(Reading after) {
        BeforeAfter comparison = new BeforeAfter(level, reading(), after, List.of());
        return result(
                Phase.FINISHED,
                after.memory().timestamp(),
                comparison.words() + " Nothing was done, to know what happens by itself.",
                comparison.verdict(),
                HELD_OUT,
                after.memory(),
                List.of());
    }

    /** A run whose server went away, or refused. */
    OptimizationResult failed(long nowMs, List<ReliefStep> steps, String why) {
        return result(
                Phase.FINISHED,
                nowMs,
                shortage() + " The run ended early: " + why + ". What was removed is removed; what it came to cannot be"
                        + " measured.",
                Verdict.INVALID,
                null,
                null,
                steps);
    }

    private String shortage() {
        RedisMemory memory = reading().memory();
        return "Redis at " + server + " uses " + Wording.percent(memory.share()) + " of "
                + Wording.bytes(memory.limit()) + " (" + level + ").";
    }

    private Reading reading() {
        if (before == null) {
            throw new IllegalStateException("nobody knows any more what " + server + " was like");
        }
        return before;
    }

    private OptimizationResult result(
            Phase phase,
            long timestamp,
            String reason,
            @Nullable Verdict verdict,
            @Nullable String method,
            @Nullable RedisMemory after,
            List<ReliefStep> steps) {
        RedisMemory known = before == null ? null : before.memory();
        return new OptimizationResult(
                OptimizationResult.SCHEMA_VERSION,
                id,
                MemoryPolicy.NAME,
                phase,
                timestamp,
                id,
                id,
                SERVICE,
                server,
                null,
                reason,
                verdict,
                method,
                null,
                null,
                known == null || after == null ? Map.of() : BeforeAfter.improvements(known, after),
                null,
                null,
                null,
                null,
                null,
                null,
                new MemoryRelief(level, known, after, steps, bigKeys));
    }
}

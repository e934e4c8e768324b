package dev.flyball.optimizer.memory;

import dev.flyball.optimizer.action.Wording;
import dev.flyball.schemas.MemoryLevel;
import dev.flyball.schemas.RedisMemory;
import dev.flyball.schemas.ReliefStep;
import dev.flyball.schemas.Verdict;
import java.util.List;
import java.util.Map;

/** A server before and after. */
record BeforeAfter(MemoryLevel level, Reading before, Reading after, List<ReliefStep> steps) {
    /** Of the memory that was in use: less is noise, or others fill it up as fast. */
    private static final double WORTH_IT = 0.05;

    private static final double HARM_MS = 1;

    Verdict verdict() {
        if (!before.name().equals(after.name())) {
            return Verdict.INVALID;
        }
        if (after.memory().latency() > before.memory().latency() + HARM_MS) {
            return Verdict.WORSENED;
        }
        if (less() >= WORTH_IT) {
            return Verdict.IMPROVED;
        }
        long removed = steps.stream().mapToLong(ReliefStep::keys).sum();
        return removed == 0 ? Verdict.NO_EFFECT : Verdict.INCONCLUSIVE;
    }

    String words() {
        RedisMemory then = before.memory();
        RedisMemory now = after.memory();
        String restarted = before.name().equals(after.name()) ? "" : " It was restarted meanwhile.";
        return "At level " + level + ", " + Wording.percent(then.share()) + " of " + Wording.bytes(then.limit())
                + " were in use; now it is " + Wording.percent(now.share()) + " (" + Wording.bytes(now.used()) + "). "
                + removed() + " An answer took " + Wording.millis(then.latency()) + ", and takes "
                + Wording.millis(now.latency()) + '.' + restarted;
    }

    /** By name of the figure; 0.4 is 40 % less than before. */
    static Map<String, Double> improvements(RedisMemory before, RedisMemory after) {
        return Map.of(
                "used", less(before.used(), after.used()),
                "resident", less(before.resident(), after.resident()),
                "latency", less(before.latency(), after.latency()));
    }

    private String removed() {
        long keys = steps.stream().mapToLong(ReliefStep::keys).sum();
        long bytes = steps.stream()
                .mapToLong(step -> step.bytes() == null ? 0 : step.bytes())
                .sum();
        return keys == 0 ? "No key was removed." : keys + " keys were removed, about " + Wording.bytes(bytes) + '.';
    }

    private double less() {
        return less(before.memory().used(), after.memory().used());
    }

    private static double less(double before, double after) {
        return before == 0 ? 0 : (before - after) / before;
    }
}

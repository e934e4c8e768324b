package dev.flyball.optimizer.memory;

import dev.flyball.optimizer.decide.Mode;
import dev.flyball.optimizer.decide.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How a Redis is kept from the end of its memory.
 *
 * @param mode what may be done without being asked
 * @param limit bytes that each server may take if it has no maxmemory; 0 to leave such a server alone
 * @param idleAfter for how long nobody must have used a value that is removed; when it is critical, a quarter of that
 * @param bigKey bytes from which on a key is named
 * @param ttlScaledFor how long values of a cold namespace are stored for shorter
 * @param approvalWithin how long a proposal waits for approval
 */
public record MemoryPolicy(
        Mode mode,
        Thresholds thresholds,
        long limit,
        Duration idleAfter,
        long bigKey,
        Duration ttlScaledFor,
        Reach reach,
        Caution caution,
        Duration approvalWithin) {
    /** The name of what is done, in results and in the configuration of modes. */
    public static final String NAME = Policy.RELIEVE_MEMORY;

    /** Ids of runs begin with it. */
    static final String RUN = "m-";

    private static final Duration LONGEST_TTL_SCALE = Duration.ofDays(1);

    public MemoryPolicy {
        if (limit < 0 || bigKey < 1) {
            throw new IllegalArgumentException(
                    "limit must be 0 or more and bigKey 1 or more: " + limit + ", " + bigKey);
        }
        if (idleAfter.compareTo(Duration.ofSeconds(4)) < 0) {
            throw new IllegalArgumentException("idleAfter must be 4 s or longer: " + idleAfter);
        }
        if (ttlScaledFor.compareTo(Duration.ofSeconds(1)) < 0 || ttlScaledFor.compareTo(LONGEST_TTL_SCALE) > 0) {
            throw new IllegalArgumentException("ttlScaledFor must be 1 s to 1 d: " + ttlScaledFor);
        }
    }

    /** Whether an id is that of a run, and not of an action on keys. */
    public static boolean isRun(String id) {
        return id.startsWith(RUN);
    }

    /** Says what it would do, and does nothing. */
    public static MemoryPolicy defaults() {
        return new MemoryPolicy(
                Mode.DRY_RUN,
                Thresholds.DEFAULT,
                0,
                Duration.ofHours(1),
                1 << 20,
                Duration.ofMinutes(30),
                new Reach(Set.of(), List.of()),
                Caution.DEFAULT,
                Duration.ofMinutes(15));
    }

    public MemoryPolicy withMode(Mode other) {
        return new MemoryPolicy(
                other, thresholds, limit, idleAfter, bigKey, ttlScaledFor, reach, caution, approvalWithin);
    }

    public MemoryPolicy withLimit(long bytes) {
        return new MemoryPolicy(
                mode, thresholds, bytes, idleAfter, bigKey, ttlScaledFor, reach, caution, approvalWithin);
    }

    public MemoryPolicy withReach(Reach other) {
        return new MemoryPolicy(
                mode, thresholds, limit, idleAfter, bigKey, ttlScaledFor, other, caution, approvalWithin);
    }

    public MemoryPolicy withCaution(Caution other) {
        return new MemoryPolicy(mode, thresholds, limit, idleAfter, bigKey, ttlScaledFor, reach, other, approvalWithin);
    }
}

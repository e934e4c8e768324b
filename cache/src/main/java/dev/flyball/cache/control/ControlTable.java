package dev.flyball.cache.control;

import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.Cohort;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The newest control records of all namespaces that this process knows of. Any thread may use it. */
public final class ControlTable {
    /** Far more than anybody has; a namespace beyond it is not cached, which is the safe side. */
    static final int MAX_NAMESPACES = 10_000;

    private final ConcurrentMap<String, Region> regions = new ConcurrentHashMap<>();

    /**
     * Takes a record in, in whatever order: the one with the highest version steers, the epochs of all of them hold.
     *
     * @param offset of the record on the control log
     * @return false if the table is full
     */
    public boolean merge(CacheControl record, long offset) {
        if (regions.size() >= MAX_NAMESPACES && !regions.containsKey(record.namespace())) {
            return false;
        }
        region(record.namespace()).merge(record, offset);
        return true;
    }

    /**
     * Forgets a record. Without the one of a namespace its values are not served until there is a new one.
     *
     * @param key as on the control log: {@code namespace} or {@code namespace#tag}
     */
    public void remove(String key) {
        int hash = key.indexOf('#');
        Region region = regions.get(hash < 0 ? key : key.substring(0, hash));
        if (region != null) {
            region.remove(hash < 0 ? null : key.substring(hash + 1));
        }
    }

    /** Whether a record does not steer, since another one has a higher version, or the same and came first. */
    public boolean isBeaten(CacheControl record, long offset) {
        return standing(record)
                .filter(standing -> standing.newest().beats(Mark.of(record, offset)))
                .isPresent();
    }

    /**
     * Whether an invalidation that has been read back does all that it should. Otherwise one that its writer did not know came
     * before it, or together with it, and it has to be ordered anew.
     */
    public boolean isSettled(CacheControl invalidation, long offset) {
        return standing(invalidation)
                .map(standing -> standing.isSettled(offset))
                .orElse(true);
    }

    /** What holds for a namespace, if the last record of it on the log says something else. */
    public Optional<CacheControl> overwritten(String namespace) {
        Region region = region(namespace);
        return region.standing(null).filter(standing -> !standing.isTold()).flatMap(standing -> region.record());
    }

    /** A record with the highest epochs that were ordered under its key. */
    public CacheControl raised(CacheControl record) {
        return standing(record)
                .map(standing -> record.atLeast(standing.minFresh(), standing.minUsable(), standing.stamped()))
                .orElse(record);
    }

    private Optional<Standing> standing(CacheControl record) {
        return region(record.namespace()).standing(record.tag());
    }

    /**
     * The record that makes a namespace known. Of several that processes write at the same time just the first counts, as
     * they have one version: a second one must not make the first values stale.
     */
    public static CacheControl introduction(String namespace, long nowMs) {
        return new CacheControl(
                CacheControl.SCHEMA_VERSION,
                namespace,
                null,
                1,
                nowMs,
                nowMs,
                CacheMode.NORMAL,
                1.0,
                Cohort.ALL,
                0,
                null,
                "first use");
    }

    public boolean knows(String namespace) {
        Region region = regions.get(namespace);
        return region != null && region.isKnown();
    }

    /** What is ordered for a namespace, now and from now on. */
    public Region region(String namespace) {
        return regions.computeIfAbsent(namespace, name -> new Region());
    }

    /** What holds for a key; {@link Orders#UNKNOWN} as long as its namespace has no record. */
    public Orders orders(String namespace, String key, long nowMs) {
        Region region = regions.get(namespace);
        return region == null ? Orders.UNKNOWN : region.orders(key, nowMs);
    }

    /** The record that makes every value so far not fresh, or not usable either; what else was ordered stays. */
    public CacheControl invalidation(String namespace, Invalidation strength, String reason, long nowMs) {
        Optional<CacheControl> known = region(namespace).record();
        long epoch = known.map(record -> Math.max(nowMs, record.nextEpoch())).orElse(nowMs);
        long minUsable = known.map(CacheControl::minUsable).orElse(0L);
        return new CacheControl(
                CacheControl.SCHEMA_VERSION,
                namespace,
                null,
                known.map(record -> Math.max(nowMs, record.version() + 1)).orElse(nowMs),
                epoch,
                strength == Invalidation.HARD ? epoch : minUsable,
                known.map(CacheControl::mode).orElse(CacheMode.NORMAL),
                known.map(CacheControl::ttlScale).orElse(1.0),
                known.map(CacheControl::cohort).orElse(Cohort.ALL),
                known.map(CacheControl::until).orElse(0L),
                known.map(CacheControl::action).orElse(null),
                reason,
                null,
                null,
                null,
                known.map(CacheControl::tuning).orElse(null));
    }

    /** The record that does the same to the values with a tag. */
    public CacheControl tagInvalidation(
            String namespace, String tag, Invalidation strength, String reason, long nowMs) {
        if (PatternRules.isRule(tag)) {
            throw new IllegalArgumentException("a tag must not look like a pattern: " + tag);
        }
        Region region = region(namespace);
        Optional<Standing> known = region.standing(tag);
        long epoch = Math.max(nowMs, 1 + known.map(Standing::stamped).orElseGet(() -> region.minFreshOfTag(tag)));
        long version = known.map(standing -> Math.max(epoch, standing.newest().version() + 1))
                .orElse(epoch);
        return plain(
                namespace,
                tag,
                version,
                epoch,
                strength == Invalidation.HARD ? epoch : region.minUsableOfTag(tag),
                reason);
    }

    /**
     * The record that does the same to the values whose keys match.
     *
     * @throws IllegalStateException if too many patterns are live in the namespace
     */
    public CacheControl patternInvalidation(
            String namespace, Glob glob, Invalidation strength, String reason, long nowMs) {
        String tag = PatternRules.tag(glob, strength);
        List<String> live = region(namespace).patterns();
        if (live.size() >= PatternRules.MAX_RULES && !live.contains(tag)) {
            throw new IllegalStateException("no more than " + PatternRules.MAX_RULES + " patterns can be live in "
                    + namespace + ", which " + glob.pattern() + " would be: invalidate the namespace instead");
        }
        return plain(namespace, tag, nowMs, nowMs, strength == Invalidation.HARD ? nowMs : 0, reason);
    }

    /** Where the invalidations by pattern of a namespace are on the control log. */
    public List<String> patternKeys(String namespace) {
        return region(namespace).patterns().stream()
                .map(tag -> namespace + '#' + tag)
                .toList();
    }

    private static CacheControl plain(
            String namespace, String tag, long version, long epoch, long minUsable, String reason) {
        return new CacheControl(
                CacheControl.SCHEMA_VERSION,
                namespace,
                tag,
                version,
                epoch,
                minUsable,
                CacheMode.NORMAL,
                1,
                Cohort.ALL,
                0,
                null,
                reason);
    }
}

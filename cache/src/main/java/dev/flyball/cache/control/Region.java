package dev.flyball.cache.control;

import dev.flyball.cache.entry.Freshness;
import dev.flyball.cache.entry.Stamp;
import dev.flyball.cache.entry.TagStamp;
import dev.flyball.schemas.CacheControl;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the control log orders for one namespace: by its own record, by tags, and by patterns. Any thread may use it. */
public final class Region {
    static final int MAX_TAGS = 10_000;

    private final TagTable tags = new TagTable(MAX_TAGS);
    private volatile @Nullable Ruling ruling;
    private volatile PatternRules rules = PatternRules.NONE;
    private volatile long generation;

    /** Changes with every record, so that what was judged with one number need not be judged anew. */
    public long generation() {
        return generation;
    }

    /** What holds for a key; {@link Orders#UNKNOWN} as long as there is no record of the namespace. */
    public Orders orders(String key, long nowMs) {
        Ruling current = ruling;
        return current == null ? Orders.UNKNOWN : current.orders(key, nowMs);
    }

    /** The share of the memory meant for values of the namespace that a process may use now, above 0 and at most 1. */
    public double memoryShare(long nowMs) {
        Ruling current = ruling;
        return current == null ? 1 : current.memoryShare(nowMs);
    }

    /** What tags and patterns leave of a value. */
    public Freshness judge(String key, Stamp stamp) {
        return tags.judge(stamp.tags()).worse(rules.judge(key, stamp));
    }

    /** The tags as they were before a load that knew all records below an offset. */
    public List<TagStamp> stampsOf(Collection<String> names, long controlPosition) {
        return names.stream().map(tag -> tags.stamp(tag, controlPosition)).toList();
    }

    boolean isKnown() {
        return ruling != null;
    }

    Optional<CacheControl> record() {
        Ruling current = ruling;
        return current == null ? Optional.empty() : Optional.of(current.record());
    }

    /** What the records of the namespace itself come to, or of one of its tags; empty for patterns, which go by their place. */
    Optional<Standing> standing(@Nullable String tag) {
        if (tag == null) {
            Ruling current = ruling;
            return current == null ? Optional.empty() : Optional.of(current.standing());
        }
        return PatternRules.isRule(tag) ? Optional.empty() : tags.standing(tag);
    }

    long minFreshOfTag(String tag) {
        return tags.minFresh(TagStamp.hash(tag));
    }

    long minUsableOfTag(String tag) {
        return tags.minUsable(TagStamp.hash(tag));
    }

    List<String> patterns() {
        return rules.rules().stream().map(PatternRules.Rule::tag).toList();
    }

    synchronized void merge(CacheControl control, long offset) {
        String tag = control.tag();
        if (tag == null) {
            Ruling known = ruling;
            ruling = known == null ? Ruling.of(control, offset) : known.with(control, offset);
        } else if (PatternRules.isRule(tag)) {
            rules = rules.with(tag, offset);
        } else {
            tags.merge(control, tag, offset);
        }
        generation++;
    }

    synchronized void remove(@Nullable String tag) {
        if (tag == null) {
            ruling = null;
        } else if (PatternRules.isRule(tag)) {
            rules = rules.without(tag);
        } else {
            tags.remove(tag);
        }
        generation++;
    }
}

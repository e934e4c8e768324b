package dev.flyball.cache.control;

import dev.flyball.cache.entry.Freshness;
import dev.flyball.cache.entry.TagStamp;
import dev.flyball.schemas.CacheControl;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The invalidated tags of a namespace. A tag that is not in here counts as invalidated at the floor, which rises when
 * old ones have to go, so that forgetting costs loads but never serves what it should not. Any thread may use it.
 */
final class TagTable {
    private final int maxTags;
    private final ConcurrentMap<Long, Mark> marks = new ConcurrentHashMap<>();
    private volatile long floor;

    TagTable(int maxTags) {
        this.maxTags = maxTags;
    }

    private record Mark(long version, long minFresh, long minUsable, long offset) {}

    synchronized void merge(CacheControl control, String tag, long offset) {
        Mark mark = new Mark(control.version(), control.minFresh(), control.minUsable(), offset);
        marks.merge(TagStamp.hash(tag), mark, (known, other) -> other.version >= known.version ? other : known);
        if (marks.size() > maxTags) {
            forgetOldest();
        }
    }

    synchronized void remove(String tag) {
        marks.remove(TagStamp.hash(tag));
    }

    long version(long hash) {
        Mark mark = marks.get(hash);
        return mark == null ? Long.MIN_VALUE : mark.version;
    }

    long minFresh(long hash) {
        Mark mark = marks.get(hash);
        return mark == null ? floor : mark.minFresh;
    }

    long minUsable(long hash) {
        Mark mark = marks.get(hash);
        return mark == null ? floor : mark.minUsable;
    }

    /** What to stamp on a value whose loader knew all records below an offset; too little if the tag changed since. */
    TagStamp stamp(String tag, long controlPosition) {
        long hash = TagStamp.hash(tag);
        Mark mark = marks.get(hash);
        if (mark == null) {
            return new TagStamp(hash, floor);
        }
        return new TagStamp(hash, mark.offset < controlPosition ? mark.minFresh : Long.MIN_VALUE);
    }

    Freshness judge(List<TagStamp> tags) {
        Freshness worst = Freshness.FRESH;
        for (TagStamp tag : tags) {
            worst = worst.worse(judge(tag));
        }
        return worst;
    }

    private Freshness judge(TagStamp tag) {
        if (tag.epoch() < minUsable(tag.hash())) {
            return Freshness.UNUSABLE;
        }
        return tag.epoch() < minFresh(tag.hash()) ? Freshness.SUPERSEDED : Freshness.FRESH;
    }

    /** A tenth at once, since to find them all have to be looked at. */
    private void forgetOldest() {
        List<Map.Entry<Long, Mark>> oldest = marks.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> entry.getValue().minFresh))
                .limit(Math.max(1, maxTags / 10))
                .toList();
        // The floor first: a reader between the two rejects too much rather than too little.
        floor = Math.max(floor, oldest.get(oldest.size() - 1).getValue().minFresh);
        oldest.forEach(entry -> marks.remove(entry.getKey()));
    }
}

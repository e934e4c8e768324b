package dev.flyball.cache.control;

import dev.flyball.cache.entry.Freshness;
import dev.flyball.cache.entry.TagStamp;
import dev.flyball.schemas.CacheControl;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The invalidated tags of a namespace. A tag that is not in here counts as invalidated at the floor, which rises when
 * old ones have to go, so that forgetting costs loads but never serves what it should not. Any thread may use it.
 */
final class TagTable {
    private final int maxTags;
    private final ConcurrentMap<Long, Standing> standings = new ConcurrentHashMap<>();
    private volatile long floor;

    TagTable(int maxTags) {
        this.maxTags = maxTags;
    }

    synchronized void merge(CacheControl control, String tag, long offset) {
        Mark mark = Mark.of(control, offset);
        standings.compute(TagStamp.hash(tag), (hash, known) -> known == null ? Standing.of(mark) : known.with(mark));
        if (standings.size() > maxTags) {
            forgetOldest();
        }
    }

    synchronized void remove(String tag) {
        standings.remove(TagStamp.hash(tag));
    }

    /** What the records of a tag come to, unless there is none, or it had to be forgotten. */
    Optional<Standing> standing(String tag) {
        return Optional.ofNullable(standings.get(TagStamp.hash(tag)));
    }

    long minFresh(long hash) {
        Standing standing = standings.get(hash);
        return standing == null ? floor : standing.minFresh();
    }

    long minUsable(long hash) {
        Standing standing = standings.get(hash);
        return standing == null ? floor : standing.minUsable();
    }

    /** What to stamp on a value whose loader knew all records below an offset; too little if the tag changed since. */
    TagStamp stamp(String tag, long controlPosition) {
        long hash = TagStamp.hash(tag);
        Standing standing = standings.get(hash);
        if (standing == null) {
            return new TagStamp(hash, floor);
        }
        return new TagStamp(hash, standing.raisedAt() < controlPosition ? standing.minFresh() : Long.MIN_VALUE);
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
        List<Map.Entry<Long, Standing>> oldest = standings.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> entry.getValue().minFresh()))
                .limit(Math.max(1, maxTags / 10))
                .toList();
        // The floor first: a reader between the two rejects too much rather than too little.
        floor = Math.max(floor, oldest.get(oldest.size() - 1).getValue().minFresh());
        oldest.forEach(entry -> standings.remove(entry.getKey()));
    }
}

package dev.flyball.cache.control;

/**
 * What the records of one key of the control log come to, in whatever order they are taken in. The newest one says how a
 * cache is steered. Its epochs never go back, though: an invalidation holds, whatever is ordered by somebody who has not
 * read it yet.
 *
 * @param newest the record that steers
 * @param last the one with the highest offset, which is all that compaction leaves of the log
 * @param minFresh of all of them the highest
 * @param minUsable of all of them the highest
 * @param stamped of all of them the highest
 * @param raisedAt where {@code stamped} was reached first, so what an invalidation has to be the first at
 */
record Standing(Mark newest, Mark last, long minFresh, long minUsable, long stamped, long raisedAt) {
    static Standing of(Mark only) {
        return new Standing(only, only, only.minFresh(), only.minUsable(), only.stamped(), only.offset());
    }

    Standing with(Mark mark) {
        Mark end = mark.offset() >= last.offset() ? mark : last;
        if (mark.version() == newest.version() && mark.offset() > newest.offset()) {
            // Its writer knew the same as that of the newest, sees that it came second, and orders anew.
            return new Standing(newest, end, minFresh, minUsable, Math.max(stamped, mark.stamped()), raisedAt(mark));
        }
        return new Standing(
                mark.beats(newest) ? mark : newest,
                end,
                Math.max(minFresh, mark.minFresh()),
                Math.max(minUsable, mark.minUsable()),
                Math.max(stamped, mark.stamped()),
                raisedAt(mark));
    }

    private long raisedAt(Mark mark) {
        if (mark.stamped() == stamped) {
            return Math.min(raisedAt, mark.offset());
        }
        return mark.stamped() > stamped ? mark.offset() : raisedAt;
    }

    /**
     * Whether the invalidation at an offset does all that it should: no value that its writer had to be sure of can be
     * stamped with its epoch, and the log tells the same after its compaction. A later one that raised the epoch even more may
     * make this false, which costs an order that was not needed.
     */
    boolean isSettled(long offset) {
        return raisedAt == offset && isTold();
    }

    /** Whether the last record alone, which is all that compaction leaves, says what all of them do. */
    boolean isTold() {
        return last.version() == newest.version() && last.minFresh() == minFresh && last.minUsable() == minUsable;
    }
}

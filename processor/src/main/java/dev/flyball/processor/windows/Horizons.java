package dev.flyball.processor.windows;

import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * How far back an endpoint was known at moments since when more of it is kept. What was saved may be older, as it is
 * deleted when it is of no use to any endpoint; taken back, it would tell a restarted processor what one that was not
 * restarted has forgotten.
 */
final class Horizons {
    /** Each stands for a change of the rules that was made while blocks from before are still of use. */
    private static final int MOST = 32;

    private final List<Horizon> all = new ArrayList<>(1);

    /** At a moment nothing was known but what was kept until then. */
    private record Horizon(long atMs, Retention kept) {
        boolean hides(int level, long startMs, long savedMs) {
            return savedMs < atMs && startMs < kept.oldestUsed(level, atMs);
        }

        /** A level of which nothing was kept lacks nothing: it began with what the one below it knew. */
        boolean isRagged(int edge, long fromMs) {
            for (int level = edge; level < Ladder.HEIGHT; level++) {
                if (kept.keeps(level) && fromMs < kept.oldestUsed(level, atMs)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** From a moment on something else is kept. */
    void add(long atMs, Retention before, Retention now) {
        all.add(new Horizon(atMs, before));
        forget(atMs, now);
        if (all.size() > MOST) {
            all.remove(0);
        }
    }

    /** Lets go of those behind which nothing is of use any more. */
    void forget(long nowMs, Retention now) {
        if (!all.isEmpty()) {
            all.removeIf(one -> now.hasForgottenMore(nowMs, one.kept, one.atMs));
        }
    }

    /**
     * Whether a block was forgotten.
     *
     * @param savedMs up to where panes were closed when it was saved, epoch milliseconds
     */
    boolean hide(int level, long startMs, long savedMs) {
        for (Horizon one : all) {
            if (one.hides(level, startMs, savedMs)) {
                return true;
            }
        }
        return false;
    }

    /** Whether from a moment on, blocks may be gone on some levels, from that of an edge upwards, and not on others. */
    boolean isRagged(int edge, long fromMs) {
        for (Horizon one : all) {
            if (one.isRagged(edge, fromMs)) {
                return true;
            }
        }
        return false;
    }

    void writeTo(ByteWriter out) {
        out.putVarLong(all.size());
        for (Horizon one : all) {
            one.kept.writeTo(out.putSignedVarLong(one.atMs));
        }
    }

    void readFrom(ByteReader in) {
        all.clear();
        for (int i = in.getCount(1 + Ladder.HEIGHT); i > 0; i--) {
            all.add(new Horizon(in.getSignedVarLong(), Retention.readFrom(in)));
        }
    }
}

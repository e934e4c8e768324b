package dev.flyball.processor.topology;

import dev.flyball.schemas.Endpoint;
import java.nio.ByteBuffer;

/**
 * The key of a record of a journal, so that those of one kind and one group of endpoints lie together, in the order in which
 * they were written.
 *
 * @param kind what its entries are, 0 to 127
 * @param group of endpoints, 0 to {@link #GROUPS}
 * @param sequence its place in that order
 * @param savedMs up to where panes were closed when it was written, epoch milliseconds
 */
record JournalKey(int kind, int group, long sequence, long savedMs) {
    /**
     * The fewer there are, the fewer records; the more there are, the less a query about one endpoint has to read beside.
     */
    static final int GROUPS = 4;

    /** Of states of endpoints. Before all others, as they are to be restored first. */
    static final int STATES = 0;

    private static final int LENGTH = 2 + 2 * Long.BYTES;

    /** The kind of blocks of a level. */
    static int ofLevel(int level) {
        return 1 + level;
    }

    /** The level of the blocks of this kind. */
    int level() {
        return kind - 1;
    }

    static int groupOf(Endpoint endpoint) {
        return Bundle.groupOf(endpoint, GROUPS);
    }

    /** What all keys of a kind and a group begin with. */
    static byte[] prefix(int kind, int group) {
        return new byte[] {(byte) kind, (byte) group};
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(LENGTH)
                .put((byte) kind)
                .put((byte) group)
                .putLong(sequence)
                .putLong(savedMs)
                .array();
    }

    static JournalKey ofBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new JournalKey(in.get(), in.get(), in.getLong(), in.getLong());
    }
}

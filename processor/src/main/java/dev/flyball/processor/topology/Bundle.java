package dev.flyball.processor.topology;

import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import dev.flyball.schemas.sketch.MalformedBytesException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What is said of several endpoints as the value of one record, since what Kafka and its stores do for a record costs more
 * than what we do with what is said of one endpoint.
 *
 * <p>Bytes (numbers as in {@link ByteWriter}): a version, then for each entry the endpoint's key and the entry itself, each
 * with its length.
 */
final class Bundle {
    /** Larger only with an entry that is larger by itself. Well below what Kafka takes for a record by default. */
    static final int MOST_BYTES = 256 << 10;

    private static final int VERSION = 1;

    private Bundle() {}

    /**
     * The group of an endpoint among those that share a record, the same in every process. Other than the hash that tells
     * partitions apart; multiplied, since names that are alike have hashes that are.
     *
     * @param groups how many there are
     */
    static int groupOf(Endpoint endpoint, int groups) {
        int hash = 31 * endpoint.service().hashCode() + endpoint.operation().hashCode();
        return ((hash * 0x9E3779B9) >>> 8) % groups;
    }

    /** Takes the entries in their order. */
    interface Taker {
        void take(Endpoint endpoint, byte[] entry);
    }

    /** Collects entries, and makes as many bundles of them as it takes. */
    static final class Builder {
        private final List<byte[]> full = new ArrayList<>();
        private ByteWriter open = begun();

        private static ByteWriter begun() {
            return new ByteWriter(1 << 10).putByte(VERSION);
        }

        Builder add(Endpoint endpoint, byte[] entry) {
            return add(endpoint.key().getBytes(StandardCharsets.UTF_8), entry);
        }

        /** @param key of the endpoint, as UTF-8 */
        Builder add(byte[] key, byte[] entry) {
            if (open.length() + entry.length > MOST_BYTES) {
                close();
            }
            open.putVarLong(key.length).putBytes(key).putVarLong(entry.length).putBytes(entry);
            return this;
        }

        private boolean isBegun() {
            return open.length() > 1;
        }

        private void close() {
            if (isBegun()) {
                full.add(open.toBytes());
                open = begun();
            }
        }

        /** The bundles to which nothing is added any more, in the order of their entries. */
        List<byte[]> takeFull() {
            List<byte[]> taken = List.copyOf(full);
            full.clear();
            return taken;
        }

        /** All bundles, in the order of their entries; none if nothing was added. It begins anew. */
        List<byte[]> take() {
            close();
            return takeFull();
        }
    }

    /** @throws MalformedBytesException if the bytes are no bundle, or one of an unknown version */
    static void forEach(byte[] bundle, Taker taker) {
        ByteReader in = begun(bundle);
        while (in.remaining() > 0) {
            taker.take(endpoint(in.getText()), in.getBytes(in.getCount(1)));
        }
    }

    /**
     * The key of the first endpoint, as UTF-8.
     *
     * @throws MalformedBytesException if the bytes are no bundle, or one of an unknown version
     */
    static byte[] firstKey(byte[] bundle) {
        ByteReader in = begun(bundle);
        return in.getBytes(in.getCount(1));
    }

    private static ByteReader begun(byte[] bundle) {
        ByteReader in = new ByteReader(bundle);
        int version = in.getByte();
        if (version != VERSION) {
            throw new MalformedBytesException("bundle of unknown version " + version);
        }
        return in;
    }

    private static Endpoint endpoint(String key) {
        try {
            return Endpoint.ofKey(key);
        } catch (IllegalArgumentException e) {
            throw new MalformedBytesException("not the key of an endpoint: " + key);
        }
    }
}

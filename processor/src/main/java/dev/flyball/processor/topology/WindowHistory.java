package dev.flyball.processor.topology;

import dev.flyball.processor.monitor.MonitorSettings;
import dev.flyball.processor.monitor.PublishedWindow;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.sketch.MalformedBytesException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The windows that were published, kept for queries. Of a group of endpoints, what is published at one boundary is one
 * record or a few; a window that is corrected is in a later record once more. Beside it, the newest window of each endpoint
 * lies in the heap, and is found in those records again after a restart.
 */
public final class WindowHistory {
    /** Endpoints that share a record: the fewer, the less a query reads in vain, but the more records there are. */
    static final int GROUPS = 64;
    /** Of one boundary; what comes beyond is written at once. */
    static final int MOST_HELD_BYTES = 4 << 20;

    private static final int KEY_BYTES = 1 + Long.BYTES + Integer.BYTES;

    private final KeyValueStore<byte[], byte[]> bundles;
    private final KeyValueStore<String, byte[]> newest;
    private final long historyMs;
    private final Supplier<OptionalLong> boundary;
    private final Map<Integer, Bundle.Builder> held = new TreeMap<>();
    private int heldBytes;
    /** The boundary at which what is held was published, and how many records of it were written. */
    private long publishedMs = Long.MIN_VALUE;

    private int written;
    private long forgottenMs;

    /** @param boundary up to where panes are closed, epoch milliseconds; asked when something is added or saved */
    WindowHistory(ProcessorContext<?, ?> context, Duration history, Supplier<OptionalLong> boundary) {
        this(
                context.getStateStore(ProcessorTopology.WINDOWS),
                context.getStateStore(ProcessorTopology.LATEST),
                history,
                boundary);
    }

    WindowHistory(
            KeyValueStore<byte[], byte[]> bundles,
            KeyValueStore<String, byte[]> newest,
            Duration history,
            Supplier<OptionalLong> boundary) {
        this.bundles = bundles;
        this.newest = newest;
        this.historyMs = history.toMillis();
        this.boundary = boundary;
    }

    /** How the changelog of the bundles is kept: what is too old goes with its segment. */
    static Map<String, String> changelog(Duration history) {
        return Map.of(
                "cleanup.policy", "compact,delete",
                "retention.ms", Long.toString(history.plusMinutes(10).toMillis()),
                "segment.bytes", "16777216",
                "segment.ms", "600000");
    }

    /** Finds the newest window of each endpoint in what was written. */
    void restore() {
        Map<Endpoint, byte[]> found = new HashMap<>();
        try (KeyValueIterator<byte[], byte[]> all = bundles.all()) {
            all.forEachRemaining(record -> collect(record.value, found));
        }
        found.forEach((endpoint, window) -> newest.put(endpoint.key(), window));
    }

    private static void collect(byte[] bundle, Map<Endpoint, byte[]> found) {
        try {
            Bundle.forEach(bundle, (endpoint, window) -> found.merge(endpoint, window, WindowHistory::newer));
        } catch (MalformedBytesException e) {
            // Only queries miss it, and whoever asks for it is told. Endpoints are watched all the same.
        }
    }

    private static byte[] newer(byte[] known, byte[] next) {
        return PublishedWindow.startOf(next) < PublishedWindow.startOf(known) ? known : next;
    }

    /**
     * Takes a window that is over, or corrected.
     *
     * @param bytes of the window
     */
    void add(PublishedWindow window, byte[] bytes) {
        hold(window.endpoint(), bytes);
        String key = window.endpoint().key();
        if (isNewest(key, window)) {
            newest.put(key, bytes);
        }
    }

    /** Only what corrects can be about a window that is not the newest one. */
    private boolean isNewest(String key, PublishedWindow window) {
        if (window.late() == 0) {
            return true;
        }
        byte[] known = newest.get(key);
        return known == null || PublishedWindow.startOf(known) <= window.startMs();
    }

    private void hold(Endpoint endpoint, byte[] window) {
        long now = boundary.get().orElseThrow();
        if (now != publishedMs || heldBytes + window.length > MOST_HELD_BYTES) {
            write();
        }
        if (now != publishedMs) {
            publishedMs = now;
            written = 0;
        }
        held.computeIfAbsent(group(endpoint), group -> new Bundle.Builder()).add(endpoint, window);
        heldBytes += window.length;
    }

    /** Writes what was added since the last time. */
    void save() {
        write();
        boundary.get().ifPresent(this::forgetOld);
    }

    private void write() {
        held.forEach((group, bundle) -> bundle.take().forEach(bytes -> {
            bundles.put(key(group, publishedMs, written), bytes);
            written++;
        }));
        held.clear();
        heldBytes = 0;
    }

    /** What is older than the history is looked for once a minute. */
    private void forgetOld(long now) {
        if (now - forgottenMs < Duration.ofMinutes(1).toMillis()) {
            return;
        }
        forgottenMs = now;
        long oldest = Math.max(0, now - historyMs - MonitorSettings.WINDOW_MS);
        try (KeyValueIterator<String, byte[]> all = newest.all()) {
            all.forEachRemaining(entry -> {
                if (PublishedWindow.startOf(entry.value) < oldest) {
                    newest.delete(entry.key);
                }
            });
        }
        for (int group = 0; group < GROUPS; group++) {
            try (KeyValueIterator<byte[], byte[]> all = bundles.range(key(group, 0, 0), key(group, oldest, 0))) {
                all.forEachRemaining(record -> bundles.delete(record.key));
            }
        }
    }

    static int group(Endpoint endpoint) {
        return Bundle.groupOf(endpoint, GROUPS);
    }

    /** In this order a later record of a group is behind an earlier one. */
    private static byte[] key(int group, long publishedMs, int number) {
        return ByteBuffer.allocate(KEY_BYTES)
                .put((byte) group)
                .putLong(publishedMs)
                .putInt(number)
                .array();
    }

    /**
     * The windows of an endpoint that start in [from, to), epoch milliseconds, oldest first, as they were published last.
     *
     * @throws MalformedBytesException if what was written cannot be read
     */
    public static Collection<PublishedWindow> between(
            Endpoint endpoint, long fromMs, long toMs, ReadOnlyKeyValueStore<byte[], byte[]> bundles) {
        Map<Long, PublishedWindow> found = new TreeMap<>();
        int group = group(endpoint);
        byte[] first = key(group, Math.max(0, fromMs), 0);
        // A correction may come long after a window is over.
        byte[] last = key(group, Long.MAX_VALUE, Integer.MAX_VALUE);
        try (KeyValueIterator<byte[], byte[]> all = bundles.range(first, last)) {
            all.forEachRemaining(record -> Bundle.forEach(record.value, (whose, bytes) -> {
                if (whose.equals(endpoint)) {
                    long start = PublishedWindow.startOf(bytes);
                    if (start >= fromMs && start < toMs) {
                        found.put(start, PublishedWindow.ofBytes(endpoint, bytes));
                    }
                }
            }));
        }
        return found.values();
    }

    /** The newest window of each endpoint. */
    public static List<PublishedWindow> newest(ReadOnlyKeyValueStore<String, byte[]> newest) {
        List<PublishedWindow> found = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = newest.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                found.add(PublishedWindow.ofBytes(Endpoint.ofKey(entry.key), entry.value));
            }
        }
        return found;
    }

    /** The endpoints that have a window. */
    public static List<Endpoint> endpoints(ReadOnlyKeyValueStore<String, byte[]> newest) {
        List<Endpoint> found = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = newest.all()) {
            all.forEachRemaining(entry -> found.add(Endpoint.ofKey(entry.key)));
        }
        return found;
    }
}

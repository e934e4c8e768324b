package dev.flyball.cache.sweep;

import dev.flyball.cache.entry.EntryName;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is in Redis, estimated from some of its keys: a server shows them in the order of their hashes, so the first ones
 * are as good a sample as any. Of one thread.
 */
public final class Census {
    /** Names with which everything is counted that is not of the cache. */
    public static final String OTHERS = "";

    private static final int STEP = 100;
    private static final int WEIGHED_PER_STEP = 5;

    private final long budget;
    private final Pause pause;
    private final SortedMap<String, Count> counts = new TreeMap<>();

    /** @param budget how many keys are looked at on each server, in about */
    public Census(long budget, Pause pause) {
        this.budget = budget;
        this.pause = pause;
    }

    /**
     * How much there is of a namespace, in about.
     *
     * @param namespace or {@link #OTHERS}
     * @param keys with leases
     * @param bytes of memory; 0 if the servers do not tell
     */
    public record Share(String namespace, long keys, long bytes) {}

    /** Looks at a server, with as many breaks as work. */
    public void take(Node node) {
        long size = node.size();
        SortedMap<String, Count> sample = new TreeMap<>();
        String cursor = "0";
        long seen = 0;
        do {
            Node.Probed<Node.Page> page = node.scan(cursor, KeyPattern.ALL, STEP);
            cursor = page.answer().cursor();
            count(node, page.answer().keys(), sample);
            seen += page.answer().keys().size();
            pause.forNanos(page.tookNanos());
        } while (!cursor.equals("0") && seen < budget);
        double scale = seen == 0 ? 0 : Math.max(1, (double) size / seen);
        sample.forEach((name, count) ->
                counts.computeIfAbsent(name, unused -> new Count()).add(count, scale));
    }

    /** Of all servers that were looked at, by name. */
    public List<Share> shares() {
        return counts.entrySet().stream()
                .map(entry -> new Share(
                        entry.getKey(), Math.round(entry.getValue().keys), Math.round(entry.getValue().bytes)))
                .toList();
    }

    private static void count(Node node, List<byte[]> keys, SortedMap<String, Count> sample) {
        int every = Math.max(1, keys.size() / WEIGHED_PER_STEP);
        for (int i = 0; i < keys.size(); i++) {
            Count count = sample.computeIfAbsent(namespaceOf(keys.get(i)), unused -> new Count());
            count.keys++;
            if (i % every == 0) {
                node.weigh(keys.get(i)).ifPresent(count::weighed);
            }
        }
    }

    private static String namespaceOf(byte[] name) {
        return EntryName.of(name).map(EntryName::namespace).orElse(OTHERS);
    }

    private static final class Count {
        private double keys;
        private double bytes;
        private long weighed;
        private long weighedBytes;

        private void weighed(long size) {
            weighed++;
            weighedBytes += size;
        }

        private void add(Count sample, double scale) {
            keys += sample.keys * scale;
            bytes += sample.weighed == 0 ? 0 : (double) sample.weighedBytes / sample.weighed * sample.keys * scale;
        }
    }
}

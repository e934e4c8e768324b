package dev.flyball.optimizer.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flyball.cache.sweep.KeyPattern;
import dev.flyball.cache.sweep.Node;
import dev.flyball.cache.sweep.NodeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A server in memory, whose keys take the memory that they are said to. */
final class FakeRedis implements Node {
    private final String address;
    private final TreeMap<Integer, String> order = new TreeMap<>();
    private final Map<String, Key> keys = new HashMap<>();
    final Map<String, String> told = new HashMap<>(Map.of("maxmemory_policy", "allkeys-lru"));
    String name;
    boolean readsCount;
    boolean away;
    boolean purged;
    int unlinksUntilAway = Integer.MAX_VALUE;

    FakeRedis(String address, long maxMemory) {
        this.address = address;
        this.name = address + "@1";
        told.put("maxmemory", Long.toString(maxMemory));
    }

    private record Key(long bytes, long used, byte[] beginning) {}

    /** @param used idle seconds, or a frequency if that is what is told */
    FakeRedis with(String name, long bytes, long used) {
        order.put(order.isEmpty() ? 1 : order.lastKey() + 1, name);
        keys.put(name, new Key(bytes, used, new byte[0]));
        return this;
    }

    /** So many values of a namespace. */
    FakeRedis with(int count, String namespace, long bytes, long used) {
        for (int i = 0; i < count; i++) {
            with("flyball:" + namespace + ":{" + used + '-' + i + '}', bytes, used);
        }
        return this;
    }

    int count(String prefix) {
        return (int)
                order.values().stream().filter(each -> each.startsWith(prefix)).count();
    }

    @Override
    public String name() {
        mayFail();
        return name;
    }

    @Override
    public long size() {
        mayFail();
        return order.size();
    }

    @Override
    public Map<String, String> info() {
        mayFail();
        Map<String, String> info = new HashMap<>(told);
        long used = order.values().stream().mapToLong(each -> key(each).bytes()).sum();
        info.put("used_memory", Long.toString(used));
        info.putIfAbsent("used_memory_rss", Long.toString(used));
        return info;
    }

    @Override
    public long probeNanos() {
        mayFail();
        return 100_000;
    }

    @Override
    public Probed<Page> scan(String cursor, KeyPattern pattern, int count) {
        mayFail();
        List<byte[]> found = new ArrayList<>();
        int next = 0;
        int seen = 0;
        for (Map.Entry<Integer, String> entry :
                order.tailMap(Integer.parseInt(cursor)).entrySet()) {
            if (seen++ == count) {
                next = entry.getKey();
                break;
            }
            if (entry.getValue().startsWith(pattern.prefix())) {
                found.add(entry.getValue().getBytes(UTF_8));
            }
        }
        return probed(new Page(Integer.toString(next), found));
    }

    @Override
    public Probed<List<byte[]>> beginnings(List<byte[]> names, int bytes) {
        mayFail();
        return probed(names.stream()
                .map(each -> key(new String(each, UTF_8)).beginning())
                .toList());
    }

    @Override
    public Probed<Integer> unlink(List<byte[]> names) {
        mayFail();
        if (--unlinksUntilAway < 0) {
            away = true;
            mayFail();
        }
        List<String> gone = names.stream().map(each -> new String(each, UTF_8)).toList();
        order.values().removeAll(gone);
        return probed(gone.size());
    }

    @Override
    public Probed<List<OptionalLong>> facts(Fact fact, List<byte[]> names) {
        mayFail();
        return probed(names.stream()
                .map(each -> key(new String(each, UTF_8)))
                .map(key -> OptionalLong.of(fact == Fact.BYTES ? key.bytes() : key.used()))
                .toList());
    }

    @Override
    public boolean countsReadsAsUse() {
        return readsCount;
    }

    @Override
    public void purge() {
        purged = true;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return address;
    }

    private Key key(String each) {
        return keys.getOrDefault(each, new Key(0, 0, new byte[0]));
    }

    private void mayFail() {
        if (away) {
            throw new NodeException("Redis at " + address + " does not answer", true, new IllegalStateException());
        }
    }

    private static <T> Probed<T> probed(T answer) {
        return new Probed<>(answer, 100_000, 100_000);
    }
}

package dev.flyball.cache.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A server in memory that goes through its keys in order; a cursor is the number of the next one. */
final class FakeNode implements Node {
    private final TreeMap<Integer, String> keys = new TreeMap<>();
    private final TreeSet<Integer> failures = new TreeSet<>();
    private String name;
    private int calls;
    private boolean refusing;
    int largestStep;

    FakeNode(String name, int size, String prefix) {
        this.name = name;
        for (int i = 0; i < size; i++) {
            keys.put(i + 1, prefix + i);
        }
    }

    FakeNode with(String... more) {
        for (String each : more) {
            keys.put(keys.lastKey() + 1, each);
        }
        return this;
    }

    FakeNode failingAt(int... callNumbers) {
        for (int call : callNumbers) {
            failures.add(call);
        }
        return this;
    }

    FakeNode refusing() {
        refusing = true;
        return this;
    }

    void restart(String newName) {
        name = newName;
    }

    List<String> keys() {
        return List.copyOf(keys.values());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return keys.size();
    }

    @Override
    public Map<String, String> info() {
        return Map.of();
    }

    @Override
    public long probeNanos() {
        return 50_000;
    }

    @Override
    public Probed<Page> scan(String cursor, KeyPattern pattern, int count) {
        mayFail();
        largestStep = Math.max(largestStep, count);
        List<byte[]> found = new ArrayList<>();
        Iterator<Map.Entry<Integer, String>> rest =
                keys.tailMap(Integer.parseInt(cursor)).entrySet().iterator();
        int next = 0;
        for (int i = 0; i < count && rest.hasNext(); i++) {
            Map.Entry<Integer, String> entry = rest.next();
            next = entry.getKey() + 1;
            if (entry.getValue().matches(Pattern.quote(pattern.prefix()) + ".*")) {
                found.add(entry.getValue().getBytes(UTF_8));
            }
        }
        return probed(new Page(rest.hasNext() ? Integer.toString(next) : "0", found));
    }

    @Override
    public Probed<List<byte[]>> beginnings(List<byte[]> names, int bytes) {
        mayFail();
        return probed(names.stream()
                .map(String::new)
                .map(text -> text.substring(text.length() - 1).getBytes(UTF_8))
                .toList());
    }

    @Override
    public Probed<Integer> unlink(List<byte[]> names) {
        mayFail();
        int before = keys.size();
        keys.values()
                .removeAll(names.stream().map(text -> new String(text, UTF_8)).toList());
        return probed(before - keys.size());
    }

    /** Each takes 100 bytes, and was not used for as many seconds as its last digit says. */
    @Override
    public Probed<List<OptionalLong>> facts(Fact fact, List<byte[]> names) {
        return probed(names.stream()
                .map(text -> OptionalLong.of(fact == Fact.BYTES ? 100 : text[text.length - 1] - '0'))
                .toList());
    }

    @Override
    public boolean countsReadsAsUse() {
        return true;
    }

    @Override
    public void purge() {}

    @Override
    public void close() {}

    private void mayFail() {
        calls++;
        if (refusing) {
            throw new NodeException("NOPERM", false, new IllegalStateException());
        }
        if (failures.contains(calls)) {
            throw new NodeException("gone", true, new IllegalStateException());
        }
    }

    private static <T> Probed<T> probed(T answer) {
        return new Probed<>(answer, 60_000, 100_000);
    }
}

package dev.flyball.cache.sweep;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far a sweep has come on each server. As text it is {@code name=cursor} with commas between.
 *
 * @param cursors by name of the server; {@value #DONE} for one that is done
 */
public record Checkpoint(Map<String, String> cursors) {
    /** Nothing is done. */
    public static final Checkpoint START = new Checkpoint(Map.of());

    private static final String DONE = "done";
    private static final String BEGIN = "0";
    private static final Pattern CURSOR = Pattern.compile("\\d{1,20}|" + DONE);
    private static final Pattern NAME = Pattern.compile("[^=,\\s\\p{Cntrl}]{1,300}");

    public Checkpoint {
        cursors.forEach((name, cursor) -> {
            if (!NAME.matcher(name).matches() || !CURSOR.matcher(cursor).matches()) {
                throw new IllegalArgumentException("not a place to resume at: " + name + '=' + cursor);
            }
        });
        cursors = Map.copyOf(cursors);
    }

    /** @throws IllegalArgumentException if it is not what {@link #toString} wrote */
    public static Checkpoint parse(String text) {
        SortedMap<String, String> cursors = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.lastIndexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("a place to resume at is name=cursor, with commas between: " + part);
            }
            cursors.put(part.substring(0, equals), part.substring(equals + 1));
        }
        return new Checkpoint(cursors);
    }

    /** Where to go on on a server. */
    String cursor(String name) {
        return cursors.getOrDefault(name, BEGIN);
    }

    boolean isDone(String name) {
        return DONE.equals(cursors.get(name));
    }

    /** The same, without what is of no server among these. */
    Checkpoint only(Set<String> names) {
        return new Checkpoint(cursors.entrySet().stream()
                .filter(entry -> names.contains(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    Checkpoint at(String name, String cursor) {
        Map<String, String> moved = new TreeMap<>(cursors);
        moved.put(name, cursor);
        return new Checkpoint(moved);
    }

    Checkpoint done(String name) {
        return at(name, DONE);
    }

    @Override
    public String toString() {
        return new TreeMap<>(cursors)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + '=' + entry.getValue())
                        .collect(Collectors.joining(","));
    }
}

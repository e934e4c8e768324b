package dev.flyball.cache;

import dev.flyball.cache.entry.Stamp;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What values have in common, so that they can be invalidated together: up to 8 names of 1 to 128 characters. */
public final class Tags {
    /** No tags. */
    public static final Tags NONE = new Tags(List.of());

    private static final int MAX_CHARS = 128;

    private final List<String> names;

    private Tags(List<String> names) {
        this.names = names;
    }

    /** @throws IllegalArgumentException if they are too many, or one is empty or too long */
    public static Tags of(String... names) {
        return of(List.of(names));
    }

    /** @throws IllegalArgumentException if they are too many, or one is empty or too long */
    public static Tags of(Collection<String> names) {
        Set<String> unique = new LinkedHashSet<>(names);
        if (unique.size() > Stamp.MAX_TAGS) {
            throw new IllegalArgumentException(
                    "a value has at most " + Stamp.MAX_TAGS + " tags, not " + unique.size() + ": tag less finely");
        }
        unique.forEach(Tags::requireTag);
        return new Tags(List.copyOf(unique));
    }

    /** All of these, and all of those. */
    public Tags and(Tags others) {
        if (names.isEmpty()) {
            return others;
        }
        if (others.names.isEmpty()) {
            return this;
        }
        Set<String> all = new LinkedHashSet<>(names);
        all.addAll(others.names);
        return of(all);
    }

    List<String> names() {
        return names;
    }

    static String requireTag(String name) {
        Objects.requireNonNull(name, "tag");
        if (name.isEmpty() || name.length() > MAX_CHARS || name.startsWith("glob:") || name.startsWith("soft-glob:")) {
            throw new IllegalArgumentException("a tag is 1 to " + MAX_CHARS
                    + " characters, and begins neither with glob: nor soft-glob:, but this is "
                    + (name.length() > MAX_CHARS ? name.length() + " characters long" : '"' + name + '"'));
        }
        return name;
    }

    @Override
    public String toString() {
        return names.toString();
    }
}

package dev.flyball.schemas;

import java.util.Objects;

/** A key that takes much memory. */
@Doc("A key that takes much memory.")
public record BigKey(
        @Doc("Its name in Redis; the end is left out of a long one.")
        String name,

        @Doc("Memory that it takes, bytes.") long bytes) {
    private static final int MAX_CHARS = 200;

    public BigKey {
        Objects.requireNonNull(name, "name");
        name = name.length() <= MAX_CHARS ? name : name.substring(0, MAX_CHARS) + "...";
    }
}

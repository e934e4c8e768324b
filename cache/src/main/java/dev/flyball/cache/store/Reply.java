package dev.flyball.cache.store;

import java.util.Optional;

/** What the store said: something, nothing, or not a word. */
public final class Reply {
    public static final Reply NOTHING = new Reply(true, Optional.empty());
    public static final Reply NOT_REACHED = new Reply(false, Optional.empty());

    private final boolean reached;
    private final Optional<byte[]> value;

    private Reply(boolean reached, Optional<byte[]> value) {
        this.reached = reached;
        this.value = value;
    }

    public static Reply of(byte[] value) {
        return new Reply(true, Optional.of(value));
    }

    public boolean reached() {
        return reached;
    }

    public Optional<byte[]> value() {
        return value;
    }
}

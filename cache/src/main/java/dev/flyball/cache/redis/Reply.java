package dev.flyball.cache.redis;

import java.util.Optional;

/** What Redis said: something, nothing, or not a word. */
public final class Reply {
    static final Reply NOTHING = new Reply(true, Optional.empty());
    static final Reply NOT_REACHED = new Reply(false, Optional.empty());

    private final boolean reached;
    private final Optional<byte[]> value;

    private Reply(boolean reached, Optional<byte[]> value) {
        this.reached = reached;
        this.value = value;
    }

    static Reply of(byte[] value) {
        return new Reply(true, Optional.of(value));
    }

    public boolean reached() {
        return reached;
    }

    public Optional<byte[]> value() {
        return value;
    }
}

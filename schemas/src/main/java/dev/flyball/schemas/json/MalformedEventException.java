package dev.flyball.schemas.json;

import org.jspecify.annotations.Nullable;

/** Bytes that are not the event they should be. */
public final class MalformedEventException extends RuntimeException {
    public MalformedEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package dev.flyball.schemas.sketch;

/** Bytes that are not what they should be; the only thing that decoding hostile bytes throws. */
public final class MalformedBytesException extends RuntimeException {
    public MalformedBytesException(String message) {
        super(message);
    }

    public MalformedBytesException(String message, Throwable cause) {
        super(message, cause);
    }
}

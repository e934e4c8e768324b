package dev.flyball.processor.query;

/** The state stores cannot be read now, because they are being restored or moved; it is worth trying again soon. */
public final class StoresUnavailableException extends RuntimeException {
    public StoresUnavailableException(String message) {
        super(message);
    }

    public StoresUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.flyball.cache.sweep;

/** A server does not answer, or refuses. */
public final class NodeException extends RuntimeException {
    private final boolean passing;

    /** @param passing whether it is worth trying again */
    public NodeException(String message, boolean passing, Throwable cause) {
        super(message, cause);
        this.passing = passing;
    }

    boolean isPassing() {
        return passing;
    }
}

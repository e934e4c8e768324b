package dev.flyball.cache.sweep;

/** A server went away for too long, or refused; what is done is done, and the rest can be resumed. */
public final class SweepFailedException extends RuntimeException {
    private final transient Progress progress;
    private final boolean passing;

    SweepFailedException(NodeException cause, Progress progress) {
        super(cause.getMessage(), cause);
        this.progress = progress;
        this.passing = cause.isPassing();
    }

    /** How far it came, and where to go on. */
    public Progress progress() {
        return progress;
    }

    /** Whether the server was away, which passes, and has not refused. */
    public boolean isPassing() {
        return passing;
    }
}

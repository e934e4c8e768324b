package dev.flyball.cli.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;

/** Things that were started one after the other, to be closed in reverse. */
public final class Parts implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private boolean closed;

    /** Takes a part over; when all is closed already, it is closed as well. */
    public <T extends AutoCloseable> T add(T part) {
        synchronized (this) {
            if (!closed) {
                parts.push(part);
                return part;
            }
        }
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException("a part that came too late could not be closed", e);
        }
        throw new IllegalStateException("closed in the meantime");
    }

    /**
     * Closes every part, whatever the others do.
     *
     * @throws IllegalStateException if some could not be closed; the reasons are suppressed in it
     */
    @Override
    public void close() {
        Deque<AutoCloseable> open = take();
        IllegalStateException failure = new IllegalStateException("not everything could be closed");
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    private synchronized Deque<AutoCloseable> take() {
        closed = true;
        Deque<AutoCloseable> open = new ArrayDeque<>(parts);
        parts.clear();
        return open;
    }
}

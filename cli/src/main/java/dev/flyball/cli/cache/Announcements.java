package dev.flyball.cli.cache;

import dev.flyball.cache.CacheEvents;
import dev.flyball.cli.Failure;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whether others have been told of what was changed; known for sure when the client is closed. */
public final class Announcements implements CacheEvents {
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    @Override
    public void changeNotAnnounced(String namespace, String key, Throwable cause) {
        failure.set(cause);
    }

    /** @throws Failure if not */
    public void requireAll() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw Failure.connection(
                    "Redis has the change, but other processes have not been told, and may go on for the"
                            + " time of l1Hold: " + cause.getMessage());
        }
    }
}

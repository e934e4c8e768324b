package dev.flyball.ingest;

import dev.flyball.schemas.CacheRead;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One request under measurement; publishes one sample, however the request ends. */
final class Measurement implements AsyncListener {
    private static final int INTERNAL_SERVER_ERROR = 500;

    private final FlyballFilter filter;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final long startedNanos;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean failed;
    private volatile @Nullable CacheRead cache;

    Measurement(FlyballFilter filter, HttpServletRequest request, HttpServletResponse response, long startedNanos) {
        this.filter = filter;
        this.request = request;
        this.response = response;
        this.startedNanos = startedNanos;
    }

    void failed() {
        failed = true;
    }

    /** Takes the cache read of the thread that it is called on. */
    void readCache() {
        cache = filter.cacheReadOf(request);
    }

    /** Ends now, or, if the request goes on asynchronously, when that is complete. */
    void endWhenAnswered() {
        if (!request.isAsyncStarted()) {
            end();
            return;
        }
        try {
            request.getAsyncContext().addListener(this);
        } catch (IllegalStateException e) {
            // Another thread completed it between the two lines above.
            end();
        }
    }

    void end() {
        if (ended.compareAndSet(false, true)) {
            int status = response.getStatus();
            // The container turns the failure into a 500, but only after us.
            int told = failed && status < INTERNAL_SERVER_ERROR ? INTERNAL_SERVER_ERROR : status;
            filter.publish(request, told, failed, cache, startedNanos);
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // The app may still answer; if it does not, the container sets the status to 500.
    }

    @Override
    public void onError(AsyncEvent event) {
        failed();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // A new asynchronous cycle forgets the listeners of the one before.
        event.getAsyncContext().addListener(this);
    }
}

package dev.flyball.cache;

import dev.flyball.schemas.CacheRead;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the cache reads of a piece of work came to, for its sample. A servlet filter takes those of its thread; other
 * work, such as that of a message listener or of several threads, opens a scope:
 *
 * <pre>{@code
 * try (CacheReads.Scope reads = CacheReads.open()) {
 *     handle(message);
 *     publisher.publish(sample.withCache(reads.worst().orElse(null)));
 * }
 * }</pre>
 */
public final class CacheReads {
    /** Where the reads of this thread go. */
    private static final ThreadLocal<Scope> HERE = new ThreadLocal<>();

    private CacheReads() {}

    /** The worst read on this thread since the last call, in the order BYPASS, MISS, STALE, L2, L1; empty without any. */
    public static Optional<CacheRead> take() {
        Scope here = HERE.get();
        if (here == null) {
            return Optional.empty();
        }
        if (!here.opened) {
            HERE.remove();
        }
        return here.take();
    }

    /** Opens a scope on this thread: until it is closed, the reads of this thread go there and nowhere else. */
    public static Scope open() {
        Scope scope = new Scope(true, HERE.get());
        HERE.set(scope);
        return scope;
    }

    /** The worst read of some work on this thread, and of the asynchronous reads that it began, as far as they are done. */
    public static Optional<CacheRead> during(Runnable work) {
        try (Scope scope = open()) {
            work.run();
            return scope.worst();
        }
    }

    static void note(CacheRead read) {
        here().note(read);
    }

    /** The scope of this thread; one that ends with the next taking if none is open. */
    static Scope here() {
        Scope here = HERE.get();
        if (here == null) {
            here = new Scope(false, null);
            HERE.set(here);
        }
        return here;
    }

    /** The same work, whose reads are those of nobody. */
    static Runnable apart(Runnable work) {
        return new Scope(true, null).following(work);
    }

    private static void restore(@Nullable Scope scope) {
        if (scope == null) {
            HERE.remove();
        } else {
            HERE.set(scope);
        }
    }

    /**
     * The reads of one piece of work. Asynchronous reads belong to the scope in which they began, whoever ends them;
     * other work on other threads has to be wrapped. Any thread may add to it; the one that opened it closes it.
     */
    public static final class Scope implements AutoCloseable {
        private final boolean opened;
        private final @Nullable Scope before;
        private final AtomicReference<@Nullable CacheRead> worst = new AtomicReference<>();

        private Scope(boolean opened, @Nullable Scope before) {
            this.opened = opened;
            this.before = before;
        }

        /** The worst read so far, in the order BYPASS, MISS, STALE, L2, L1; empty without any. */
        public Optional<CacheRead> worst() {
            return Optional.ofNullable(worst.get());
        }

        /** The same work, whose reads belong to this scope on whatever thread it runs. */
        public Runnable following(Runnable work) {
            return () -> {
                Scope other = HERE.get();
                HERE.set(this);
                try {
                    work.run();
                } finally {
                    restore(other);
                }
            };
        }

        /** The same work, whose reads belong to this scope on whatever thread it runs. */
        public <T> Callable<T> following(Callable<T> work) {
            return () -> {
                Scope other = HERE.get();
                HERE.set(this);
                try {
                    return work.call();
                } finally {
                    restore(other);
                }
            };
        }

        /** The same executor, where the reads of all that it is given belong to this scope. */
        public Executor following(Executor executor) {
            return work -> executor.execute(following(work));
        }

        /**
         * Ends the scope on this thread; what follows it elsewhere may go on.
         *
         * @throws IllegalStateException on another thread, or before a scope that was opened later
         */
        @Override
        public void close() {
            if (HERE.get() != this) {
                throw new IllegalStateException(
                        "a scope of cache reads is closed on the thread that opened it, and the last one first");
            }
            restore(before);
        }

        private Optional<CacheRead> take() {
            return Optional.ofNullable(worst.getAndSet(null));
        }

        private void note(CacheRead read) {
            CacheRead known = worst.get();
            // The outcomes are declared from best to worst.
            while (known == null || read.outcome().compareTo(known.outcome()) > 0) {
                if (worst.compareAndSet(known, read)) {
                    return;
                }
                known = worst.get();
            }
        }
    }
}

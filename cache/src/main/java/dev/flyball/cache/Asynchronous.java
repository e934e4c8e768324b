package dev.flyball.cache;

import dev.flyball.cache.Loading.Wish;
import dev.flyball.cache.control.Orders;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.CacheOutcome;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a caller gets a value who does not want to wait: from memory at once, all else on the threads of the cache. */
final class Asynchronous<V> {
    private final Helm helm;
    private final Reading<V> reading;
    private final Tiers<V> tiers;
    private final Loading<V> loading;
    private final Duration loadTimeout;
    private final Surroundings surroundings;

    Asynchronous(
            Helm helm,
            Reading<V> reading,
            Tiers<V> tiers,
            Loading<V> loading,
            Duration loadTimeout,
            Surroundings surroundings) {
        this.helm = helm;
        this.reading = reading;
        this.tiers = tiers;
        this.loading = loading;
        this.loadTimeout = loadTimeout;
        this.surroundings = surroundings;
    }

    CompletableFuture<Optional<V>> get(String key, Loader<V> loader) {
        Orders orders = helm.orders(key);
        Held<V> held = reading.inMemory(key, orders);
        if (held != null) {
            reading.refreshEarly(key, Tags.NONE, loader, held.stamp(), orders);
            return CompletableFuture.completedFuture(Optional.ofNullable(held.value()));
        }
        Question question = new Question(new Wish<>(helm.key(key), Tags.NONE, loader), orders);
        run(question::lookup, question.answer);
        return question.answer;
    }

    CompletableFuture<Optional<CachedValue<V>>> peek(String key) {
        Orders orders = helm.orders(key);
        Held<V> held = reading.inMemory(key, orders);
        CompletableFuture<Optional<CachedValue<V>>> answer = new CompletableFuture<>();
        if (held != null) {
            answer.complete(Optional.of(new CachedValue<>(Optional.ofNullable(held.value()))));
        } else {
            run(() -> settle(answer, () -> reading.peekFurther(key, orders)), answer);
        }
        return answer;
    }

    private void run(Runnable work, CompletableFuture<?> answer) {
        try {
            surroundings.work().now(CacheReads.here().following(work));
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new CacheLoadException(
                    "no room to ask for a key of " + helm.namespace() + ": too much is running and waiting", e));
        }
    }

    private static <T> void settle(CompletableFuture<T> answer, Supplier<T> value) {
        try {
            answer.complete(value.get());
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    /** One read that is on its way, and nobody's thread waits for. */
    private final class Question {
        private final Wish<V> wish;
        private final Orders orders;
        private final CacheReads.Scope reads = CacheReads.here();
        private final CompletableFuture<Optional<V>> answer = new CompletableFuture<>();
        /** Ends with the load or with the time for it, which includes that in the queue. */
        private final CompletableFuture<Optional<V>> loaded;

        private volatile Lookup<V> found = Lookup.nothing(CacheOutcome.BYPASS);

        @SuppressWarnings("FutureReturnValueIgnored") // The callback ends the answer.
        Question(Wish<V> wish, Orders orders) {
            this.wish = wish;
            this.orders = orders;
            Duration time = orders.tuning().loadTimeout(loadTimeout);
            loaded = new CompletableFuture<Optional<V>>().orTimeout(time.toNanos(), TimeUnit.NANOSECONDS);
            loaded.whenComplete(this::end);
        }

        void lookup() {
            if (loaded.isDone()) {
                return;
            }
            if (orders.mode() == CacheMode.BYPASS) {
                settle(() -> reading.readStraight(wish, orders));
                return;
            }
            found = tiers.lookup(wish.key(), orders);
            if (found.isFresh()) {
                settle(() -> reading.readOn(wish, orders, found));
                return;
            }
            join();
        }

        @SuppressWarnings("FutureReturnValueIgnored") // The callback ends the answer.
        private void join() {
            Flight<V> flight = loading.join(wish.key());
            loading.start(wish, found.seen(), flight);
            flight.result().whenComplete((value, failure) -> {
                if (failure == null) {
                    loaded.complete(value);
                } else {
                    // In a wrapper, since a loader, too, may run into a time-out.
                    loaded.completeExceptionally(new CompletionException(failure));
                }
            });
        }

        private void settle(Supplier<@Nullable V> value) {
            Asynchronous.settle(answer, () -> Optional.ofNullable(value.get()));
            loaded.cancel(false);
        }

        @SuppressWarnings("NullableOptional") // As a future calls back.
        private void end(@Nullable Optional<V> value, @Nullable Throwable failure) {
            if (answer.isDone()) {
                return;
            }
            if (failure instanceof TimeoutException late) {
                // The timer's thread is everybody's, and those of the cache may all be busy.
                answer.defaultExecutor()
                        .execute(reads.following(
                                () -> settle(() -> reading.afterTimeout(wish.key(), orders, found, late))));
            } else {
                reads.following(() -> settle(() -> valueOf(value, failure))).run();
            }
        }

        @SuppressWarnings("NullableOptional") // As a future calls back.
        private @Nullable V valueOf(@Nullable Optional<V> value, @Nullable Throwable failure) {
            if (value == null) {
                Throwable wrapper = Objects.requireNonNull(failure);
                return reading.afterFailure(
                        wish.key(), orders, found, Objects.requireNonNullElse(wrapper.getCause(), wrapper));
            }
            reading.noteLoaded(orders, found);
            return value.orElse(null);
        }
    }
}

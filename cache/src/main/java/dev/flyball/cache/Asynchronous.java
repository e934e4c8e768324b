package dev.flyball.cache;

import dev.flyball.cache.Loading.Wish;
import dev.flyball.cache.control.Orders;
import dev.flyball.schemas.CacheMode;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** How a caller gets a value who does not want to wait: from memory at once, all else on the threads of the cache. */
final class Asynchronous<V> {
    private final Helm helm;
    private final Reading<V> reading;
    private final Tiers<V> tiers;
    private final Loading<V> loading;
    private final Surroundings surroundings;

    Asynchronous(Helm helm, Reading<V> reading, Tiers<V> tiers, Loading<V> loading, Surroundings surroundings) {
        this.helm = helm;
        this.reading = reading;
        this.tiers = tiers;
        this.loading = loading;
        this.surroundings = surroundings;
    }

    CompletableFuture<Optional<V>> get(String key, Loader<V> loader) {
        Orders orders = helm.orders(key);
        Held<V> held = reading.inMemory(key, orders);
        if (held != null) {
            reading.refreshEarly(key, Tags.NONE, loader, held.stamp(), orders);
            return CompletableFuture.completedFuture(Optional.ofNullable(held.value()));
        }
        CompletableFuture<Optional<V>> answer = new CompletableFuture<>();
        try {
            surroundings.work().now(() -> lookup(new Wish<>(helm.key(key), Tags.NONE, loader), orders, answer));
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new CacheLoadException(
                    "no room to ask for a key of " + helm.namespace() + ": too much is running and waiting", e));
        }
        return answer;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback ends the answer.
    private void lookup(Wish<V> wish, Orders orders, CompletableFuture<Optional<V>> answer) {
        try {
            if (orders.mode() == CacheMode.BYPASS) {
                answer.complete(Optional.ofNullable(reading.readStraight(wish, orders)));
                return;
            }
            Lookup<V> found = tiers.lookup(wish.key(), orders);
            if (found.isFresh()) {
                answer.complete(Optional.ofNullable(reading.readOn(wish, orders, found)));
                return;
            }
            Flight<V> flight = loading.join(wish.key());
            loading.start(wish, found.seen(), flight);
            flight.result().whenComplete((value, failure) -> finish(wish, orders, found, answer, value, failure));
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        } finally {
            CacheReads.take();
        }
    }

    @SuppressWarnings("NullableOptional") // As a future calls back.
    private void finish(
            Wish<V> wish,
            Orders orders,
            Lookup<V> found,
            CompletableFuture<Optional<V>> answer,
            @Nullable Optional<V> value,
            @Nullable Throwable failure) {
        try {
            if (value == null) {
                Throwable cause = Objects.requireNonNull(failure);
                answer.complete(Optional.ofNullable(reading.afterFailure(wish, orders, found, cause)));
            } else {
                reading.noteLoaded(orders, found);
                answer.complete(value);
            }
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        } finally {
            CacheReads.take();
        }
    }
}

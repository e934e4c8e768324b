package dev.flyball.cli.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flyball.cache.CacheAwayException;
import dev.flyball.cache.CacheClient;
import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.control.Glob;
import dev.flyball.cache.control.Invalidation;
import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cli.Failure;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.json.EventJson;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What is to be invalidated in a namespace. */
public sealed interface Target {
    /** @throws Failure if it could not be done */
    void invalidate(CacheClient client, String namespace) throws InterruptedException;

    /** What would be done. */
    String plan(String namespace, CacheAccess access);

    /** The values with a tag or with keys like a pattern, or, without either, all. */
    static Target of(@Nullable String tag, @Nullable String pattern, Invalidation strength, String reason) {
        if (tag != null) {
            return new Ordered("tag " + tag, strength, reason, new Order() {
                @Override
                public CompletableFuture<Void> give(CacheClient client, String namespace) {
                    return client.invalidateTag(namespace, tag, strength, reason);
                }

                @Override
                public CacheControl plan(ControlTable table, String namespace, long nowMs) {
                    return table.tagInvalidation(namespace, tag, strength, reason, nowMs);
                }
            });
        }
        String keys = pattern == null ? "*" : pattern;
        boolean all = new Glob(keys).matchesAll();
        return new Ordered(all ? "all" : "keys like " + keys, strength, reason, new Order() {
            @Override
            public CompletableFuture<Void> give(CacheClient client, String namespace) {
                return client.invalidateKeys(namespace, keys, strength, reason);
            }

            @Override
            public CacheControl plan(ControlTable table, String namespace, long nowMs) {
                return all
                        ? table.invalidation(namespace, strength, reason, nowMs)
                        : table.patternInvalidation(namespace, new Glob(keys), strength, reason, nowMs);
            }
        });
    }

    /** Something that is one record on the control log. */
    interface Order {
        CompletableFuture<Void> give(CacheClient client, String namespace);

        CacheControl plan(ControlTable table, String namespace, long nowMs);
    }

    /** Many values. */
    record Ordered(String what, Invalidation strength, String reason, Order order) implements Target {
        private static final Duration LONGEST = Duration.ofSeconds(15);

        @Override
        public void invalidate(CacheClient client, String namespace) throws InterruptedException {
            try {
                order.give(client, namespace).get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw Failure.connection(
                        "nothing is invalidated: " + (e.getCause() == null ? e : e.getCause()).getMessage());
            } catch (TimeoutException e) {
                throw Failure.connection(
                        "it is not known whether it is invalidated: the control log did not answer within "
                                + LONGEST.toSeconds() + " s; do it again");
            } catch (IllegalArgumentException e) {
                throw Failure.usage(String.valueOf(e.getMessage()));
            }
        }

        @Override
        public String plan(String namespace, CacheAccess access) {
            try {
                CacheControl record = order.plan(access.log().table(), namespace, access.nowMs());
                return record.key() + '|' + new String(EventJson.write(record), UTF_8);
            } catch (IllegalArgumentException | IllegalStateException e) {
                throw Failure.usage(String.valueOf(e.getMessage()));
            }
        }

        @Override
        public String toString() {
            return what;
        }
    }

    /** One value. */
    record Key(String key) implements Target {
        @Override
        public void invalidate(CacheClient client, String namespace) {
            try {
                client.namespace(namespace, byte[].class).build().invalidate(key);
            } catch (CacheAwayException e) {
                throw Failure.connection(String.valueOf(e.getMessage()));
            }
        }

        @Override
        public String plan(String namespace, CacheAccess access) {
            EntryKey entry = EntryKey.of(namespace, key);
            return "UNLINK " + new String(entry.value(), UTF_8)
                    + (access.value(entry).isPresent() ? "" : " (which is not there)");
        }

        @Override
        public String toString() {
            return "key " + key;
        }
    }
}

package dev.flyball.benchmarks.cache;

import dev.flyball.benchmarks.Peer;
import dev.flyball.cache.Loader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.UnifiedJedis;

/** The threads of one JVM that call the same cache at the same time; what they load is kept in Redis beside it. */
final class Callers {
    static final int THREADS = 200;
    static final String SOURCE = "source:";
    static final String OLD = "old";
    static final String NEW = "new";
    static final Duration STAMPEDE_LOAD = Duration.ofMillis(50);

    private final Aside cache;
    private final UnifiedJedis source;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    });

    private Callers(Aside cache, UnifiedJedis source) {
        this.cache = cache;
        this.source = source;
    }

    /** @param arguments the contender, and where the servers are */
    public static void main(String[] arguments) throws Exception {
        Addresses addresses = Addresses.of(arguments[1], arguments[2]);
        try (Aside cache = AsideContender.valueOf(arguments[0]).open(addresses);
                UnifiedJedis source = addresses.jedis()) {
            Callers callers = new Callers(cache, source);
            Peer.answer("ready");
            Peer.obey(callers::obey);
        }
    }

    private void obey(List<String> words) throws Exception {
        switch (words.get(0)) {
            case "stampede" -> stampede(words.get(1), Long.parseLong(words.get(2)));
            case "read" -> read(words.get(1), Long.parseLong(words.get(2)), Long.parseLong(words.get(3)));
            case "race" -> race(words.get(1), Long.parseLong(words.get(2)), Long.parseLong(words.get(3)));
            case "stale" -> countStale(words.get(1), Integer.parseInt(words.get(2)));
            default -> throw new IllegalArgumentException(words.toString());
        }
    }

    /** All want a cold key at one moment; answers how many loads there were, and when the last one had its answer. */
    private void stampede(String key, long startNanos) throws Exception {
        AtomicInteger loads = new AtomicInteger();
        Loader<String> loader = missing -> {
            loads.incrementAndGet();
            TimeUnit.NANOSECONDS.sleep(STAMPEDE_LOAD.toNanos());
            return NEW;
        };
        List<Future<Long>> answers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            answers.add(threads.submit(() -> {
                awaitMoment(startNanos);
                cache.get(key, loader);
                return System.nanoTime();
            }));
        }
        long last = startNanos;
        for (Future<Long> answer : answers) {
            last = Math.max(last, answer.get());
        }
        Peer.answer(loads.get(), last);
    }

    /** One reads a key, whose load takes so long. */
    private void read(String key, long startNanos, long loadMicros) throws Exception {
        awaitMoment(startNanos);
        cache.get(key, slowly(loadMicros));
        Peer.answer("read");
    }

    /** One changes the key meanwhile, in the middle of its load or not. */
    private void race(String key, long startNanos, long loadMicros) throws Exception {
        Future<?> change = threads.submit(() -> {
            awaitMoment(startNanos + TimeUnit.MICROSECONDS.toNanos(loadMicros) / 2);
            source.set(SOURCE + key, NEW);
            cache.invalidate(key);
        });
        awaitMoment(startNanos);
        cache.get(key, slowly(loadMicros));
        change.get();
        Peer.answer("raced");
    }

    private void countStale(String prefix, int keys) throws Exception {
        int stale = 0;
        for (int i = 0; i < keys; i++) {
            stale += cache.get(prefix + i, slowly(0)).equals(NEW) ? 0 : 1;
        }
        Peer.answer(stale);
    }

    private Loader<String> slowly(long micros) {
        return key -> {
            String value = Objects.requireNonNull(source.get(SOURCE + key));
            TimeUnit.MICROSECONDS.sleep(micros);
            return value;
        };
    }

    private static void awaitMoment(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}

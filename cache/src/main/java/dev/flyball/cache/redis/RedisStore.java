package dev.flyball.cache.redis;

import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.store.Claim;
import dev.flyball.cache.store.Reply;
import dev.flyball.cache.store.Store;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/** The shared store in Redis, behind a breaker. */
public final class RedisStore implements Store {
    private static final Logger log = LoggerFactory.getLogger(RedisStore.class);
    private static final int FAILURES_TO_OPEN = 3;
    private static final Duration OPEN = Duration.ofSeconds(1);

    private final RedisAddress address;
    private final Duration timeout;
    private final Breaker breaker;
    private final LongAdder failures = new LongAdder();
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile @Nullable UnifiedJedis client;
    private volatile boolean saidAway;
    private final Refusals refusals;
    private volatile boolean closed;

    /**
     * Connects at the first use, not here.
     *
     * @param uri {@code redis://host:port}, {@code redis+sentinel://host:port,host:port/master} or
     *     {@code redis+cluster://host:port,host:port}, with {@code user:password@} where needed, and {@code rediss} for TLS
     * @param timeout for each of: a connection from the pool, connecting, an answer
     * @param nanoTime a clock that never goes back
     */
    public RedisStore(URI uri, Duration timeout, LongSupplier nanoTime) {
        this.address = new RedisAddress(uri);
        this.timeout = timeout;
        this.refusals = new Refusals(address);
        this.breaker = new Breaker(FAILURES_TO_OPEN, OPEN, nanoTime);
    }

    @Override
    public Reply get(EntryKey key) {
        byte[] name = key.value();
        return ask(redis -> reply(redis.get(name))).orElse(Reply.NOT_REACHED);
    }

    @Override
    public List<Reply> getAll(List<EntryKey> keys) {
        return pipeline(keys, (pipe, key) -> pipe.get(key.value()), RedisStore::reply, this::get, Reply.NOT_REACHED);
    }

    @Override
    public Claim.Decision claim(Claim claim) {
        return ask(redis -> Scripts.decision(run(redis, Scripts.claim(claim)))).orElse(Claim.Decision.NOT_REACHED);
    }

    @Override
    public List<Claim.Decision> claimAll(List<Claim> claims) {
        return pipeline(
                claims,
                (pipe, claim) -> queue(pipe, Scripts.claim(claim)),
                Scripts::decision,
                this::claim,
                Claim.Decision.NOT_REACHED);
    }

    @Override
    public Kept fill(Fill fill) {
        return ask(redis -> Scripts.kept(run(redis, Scripts.fill(fill)))).orElse(Kept.NOT_REACHED);
    }

    @Override
    public List<Kept> fillAll(List<Fill> fills) {
        return pipeline(
                fills, (pipe, fill) -> queue(pipe, Scripts.fill(fill)), Scripts::kept, this::fill, Kept.NOT_REACHED);
    }

    @Override
    public void release(EntryKey key, long token) {
        ask(redis -> run(redis, Scripts.release(key, token)));
    }

    @Override
    public boolean put(Put put) {
        return ask(redis -> run(redis, Scripts.put(put))).isPresent();
    }

    @Override
    public List<Boolean> putAll(List<Put> puts) {
        return pipeline(puts, (pipe, put) -> queue(pipe, Scripts.put(put)), answer -> true, this::put, false);
    }

    @Override
    public boolean remove(EntryKey key, long change, long rememberMs) {
        return ask(redis -> run(redis, Scripts.remove(key, change, rememberMs))).isPresent();
    }

    /** How many requests failed; those that the breaker held back are not among them. */
    @Override
    public long failures() {
        return failures.sum();
    }

    @Override
    public boolean isHeldBack() {
        return breaker.isOpen();
    }

    @Override
    public void close() {
        closed = true;
        connecting.lock();
        try {
            if (client != null) {
                client.close();
            }
        } finally {
            connecting.unlock();
        }
    }

    /** How a command is put into a pipeline. */
    private interface Queueing<A, R> {
        Response<R> queue(AbstractPipeline pipe, A argument);
    }

    private static Object run(UnifiedJedis redis, Scripts.Call call) {
        return redis.eval(call.script(), call.keys(), call.arguments());
    }

    private static Response<Object> queue(AbstractPipeline pipe, Scripts.Call call) {
        return pipe.eval(call.script(), call.keys(), call.arguments());
    }

    private static Reply reply(byte @Nullable [] value) {
        return value == null ? Reply.NOTHING : Reply.of(value);
    }

    /** @param alone how to ask for one, if its slot of the cluster is somewhere else than was known */
    private <A, R, T> List<T> pipeline(
            List<A> arguments, Queueing<A, R> queueing, Function<R, T> reading, Function<A, T> alone, T away) {
        if (arguments.isEmpty()) {
            return List.of();
        }
        List<Response<R>> responses =
                ask(redis -> responses(redis, arguments, queueing)).orElse(List.of());
        if (responses.isEmpty()) {
            return Collections.nCopies(arguments.size(), away);
        }
        List<T> answers = new ArrayList<>(arguments.size());
        for (int i = 0; i < arguments.size(); i++) {
            answers.add(read(responses.get(i), reading, alone, arguments.get(i), away));
        }
        return answers;
    }

    private static <A, R> List<Response<R>> responses(UnifiedJedis redis, List<A> arguments, Queueing<A, R> queueing) {
        try (AbstractPipeline pipe = redis.pipelined()) {
            List<Response<R>> responses = arguments.stream()
                    .map(argument -> queueing.queue(pipe, argument))
                    .toList();
            pipe.sync();
            return responses;
        }
    }

    /** One that was answered with an error, such as that of a value of another type, does not spoil the others. */
    private <A, R, T> T read(Response<R> response, Function<R, T> reading, Function<A, T> alone, A argument, T away) {
        try {
            return reading.apply(response.get());
        } catch (JedisRedirectionException e) {
            return alone.apply(argument);
        } catch (RuntimeException e) {
            failures.increment();
            refusals.isOne(e);
            return away;
        }
    }

    private <T> Optional<T> ask(Function<UnifiedJedis, T> question) {
        if (!breaker.allows()) {
            return Optional.empty();
        }
        try {
            UnifiedJedis redis = client();
            if (redis == null) {
                return Optional.empty();
            }
            T answer = question.apply(redis);
            breaker.succeeded();
            sayBack();
            return Optional.of(answer);
        } catch (RuntimeException e) {
            // Not of Jedis alone: an answer that is none of the protocol ends in exceptions of all kinds.
            explain(e);
            return Optional.empty();
        }
    }

    /** Null while another thread connects: to wait for it could take longer than the time-out. */
    private @Nullable UnifiedJedis client() {
        UnifiedJedis connected = client;
        if (connected != null || closed || !connecting.tryLock()) {
            return connected;
        }
        try {
            if (client == null && !closed) {
                client = address.connect(timeout);
            }
            return client;
        } finally {
            connecting.unlock();
        }
    }

    private void explain(RuntimeException failure) {
        failures.increment();
        String message = String.valueOf(failure.getMessage());
        boolean refused = refusals.isOne(failure);
        if (failure instanceof JedisDataException) {
            // It is there, and says no at once: to ask it costs nobody time.
            breaker.succeeded();
            log.debug("Redis at {} refuses: {}", address, message);
            return;
        }
        breaker.failed();
        if (!saidAway && !refused) {
            saidAway = true;
            log.warn("Redis at {} does not answer, going on without it: {}", address, message);
        }
    }

    private void sayBack() {
        if (saidAway) {
            saidAway = false;
            log.info("Redis at {} answers again", address);
        }
    }
}

package dev.flyball.cache.redis;

import dev.flyball.cache.sweep.NodeException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Whose turn it is to work on something, of all who have the same Redis. A turn ends by itself soon after its holder does
 * not keep it any more; after one that was left, there is a rest that only more urgent work ends early. Which work a turn
 * was for outlives it, so that whoever has the next turn learns what was never ended. It works in a Redis that is full,
 * too. Of one thread. Every method may fail with a {@link NodeException}.
 */
public final class RedisTurns implements AutoCloseable {
    /**
     * A full Redis refuses SET in a script as well, unless the script has removed something before, or has tried to.
     * {@code L} and a token is a turn, {@code R} and an urgency is a rest.
     */
    private static final String TAKE = """
            local state = redis.call('GET', KEYS[1])
            if state and (string.sub(state, 1, 1) ~= 'R' or tonumber(string.sub(state, 2)) >= tonumber(ARGV[3])) then
              return nil
            end
            local unended = redis.call('GET', KEYS[2])
            redis.call('UNLINK', KEYS[1])
            redis.call('SET', KEYS[1], 'L' .. ARGV[1], 'PX', ARGV[2])
            redis.call('SET', KEYS[2], ARGV[4], 'PX', ARGV[5])
            return unended or ''
            """;

    private static final String KEEP = """
            if redis.call('GET', KEYS[1]) ~= 'L' .. ARGV[1] then
              return 0
            end
            return redis.call('PEXPIRE', KEYS[1], ARGV[2])
            """;
    private static final String LEAVE = """
            if redis.call('GET', KEYS[1]) ~= 'L' .. ARGV[1] then
              return 0
            end
            redis.call('UNLINK', KEYS[1], KEYS[2])
            if tonumber(ARGV[2]) > 0 then
              redis.call('SET', KEYS[1], 'R' .. ARGV[3], 'PX', ARGV[2])
            end
            return 1
            """;
    /** Whoever comes later than this is not told any more what was never ended. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final RedisAddress address;
    private final Duration timeout;
    private final String work;
    private final String token;
    private final Duration longest;
    private @Nullable UnifiedJedis client;

    /**
     * @param uri as for the cache
     * @param timeout for connecting, and for an answer
     * @param work what is done in turns, in characters that need no escape
     * @param token tells this holder from all others
     * @param longest how long a turn lasts that is not kept
     */
    public RedisTurns(URI uri, Duration timeout, String work, String token, Duration longest) {
        this.address = new RedisAddress(uri);
        this.timeout = timeout;
        this.work = work;
        this.token = token;
        this.longest = longest;
    }

    /**
     * Takes a turn, if nobody has it, and no rest of this urgency or more is held.
     *
     * @param what is worked on
     * @param urgency 0 or more
     * @param run id of the work that the turn is for
     * @return empty if it is not our turn; else the id of work that was begun and never ended, or nothing
     */
    public Optional<String> take(String what, int urgency, String run) {
        List<String> arguments = List.of(
                token,
                Long.toString(longest.toMillis()),
                Integer.toString(urgency),
                run,
                Long.toString(REMEMBERED.toMillis()));
        return Optional.ofNullable(ask(redis -> (String) redis.eval(TAKE, keys(what), arguments)));
    }

    /** Makes the turn last from now on; false if it has ended. */
    public boolean keep(String what) {
        List<String> arguments = List.of(token, Long.toString(longest.toMillis()));
        return isDone(ask(redis -> redis.eval(KEEP, keys(what), arguments)));
    }

    /** Ends the turn, if it has not ended by itself, with a rest after it. */
    public void leave(String what, int urgency, Duration rest) {
        List<String> arguments = List.of(token, Long.toString(rest.toMillis()), Integer.toString(urgency));
        ask(redis -> redis.eval(LEAVE, keys(what), arguments));
    }

    /** Ends the connections; the next call makes new ones. */
    @Override
    public void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }

    private List<String> keys(String what) {
        // With a hash tag, as a cluster wants them in one slot.
        String state = "flyball:" + work + ":{" + what + "}:turn";
        return List.of(state, state + ":run");
    }

    private static boolean isDone(@Nullable Object answer) {
        return Long.valueOf(1).equals(answer);
    }

    private <T extends @Nullable Object> T ask(Function<UnifiedJedis, T> question) {
        try {
            if (client == null) {
                client = address.connect(timeout);
            }
            return question.apply(client);
        } catch (JedisDataException e) {
            throw new NodeException("Redis at " + address + " refuses: " + e.getMessage(), false, e);
        } catch (RuntimeException e) {
            // Not of Jedis alone: an answer that is none of the protocol ends in exceptions of all kinds.
            close();
            throw new NodeException("Redis at " + address + " does not answer: " + e.getMessage(), true, e);
        }
    }
}

package dev.flyball.cache.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.entry.Envelope;
import dev.flyball.cache.store.Claim;
import dev.flyball.cache.store.Store.Fill;
import dev.flyball.cache.store.Store.Kept;
import dev.flyball.cache.store.Store.Put;
import java.util.List;

/**
 * The steps on a value and its lease that nothing may come between, in Lua. A lease is {@code L} and the token of its
 * holder; after a change of the key it is {@code C} and the token of the change, and free to be taken. The scripts run
 * when something has to be loaded or changed, never for a hit, and each on one slot. A Redis that is full refuses to
 * keep, but still forgets.
 */
final class Scripts {
    private static final byte[] CLAIM = script("""
            local value = redis.pcall('GETRANGE', KEYS[1], %d, %d)
            if type(value) == 'table' then
              redis.call('UNLINK', KEYS[1])
              value = ''
            end
            if value ~= '' and value ~= ARGV[2] then
              return {'V', redis.call('GET', KEYS[1])}
            end
            local lease = redis.call('GET', KEYS[2])
            if lease and string.sub(lease, 1, 1) == 'L' and ARGV[4] == '0' then
              return {'H', ''}
            end
            redis.call('SET', KEYS[2], 'L' .. ARGV[1], 'PX', ARGV[3])
            return {'G', lease or ''}
            """.formatted(Envelope.IDENTITY_FROM, Envelope.IDENTITY_TO - 1));
    private static final byte[] FILL = script("""
            if redis.call('GET', KEYS[2]) ~= 'L' .. ARGV[1] then
              return 0
            end
            redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
            redis.call('DEL', KEYS[2])
            return 1
            """);
    private static final byte[] RELEASE = script("""
            if redis.call('GET', KEYS[2]) == 'L' .. ARGV[1] then
              redis.call('DEL', KEYS[2])
            end
            return 1
            """);
    private static final byte[] PUT = script("""
            local kept = redis.pcall('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            local told = redis.pcall('SET', KEYS[2], 'C' .. ARGV[3], 'PX', ARGV[4])
            if kept.err or told.err then
              redis.call('UNLINK', KEYS[1], KEYS[2])
            end
            return 1
            """);
    private static final byte[] REMOVE = script("""
            redis.call('UNLINK', KEYS[1])
            if redis.pcall('SET', KEYS[2], 'C' .. ARGV[1], 'PX', ARGV[2]).err then
              redis.call('UNLINK', KEYS[2])
            end
            return 1
            """);

    private Scripts() {}

    /** A script with its keys and arguments. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Call(byte[] script, List<byte[]> keys, List<byte[]> arguments) {}

    static Call claim(Claim claim) {
        return call(
                CLAIM,
                claim.key(),
                bytes(claim.token()),
                claim.seen(),
                bytes(claim.leaseMs()),
                bytes(claim.insists() ? 1 : 0));
    }

    static Call fill(Fill fill) {
        return call(FILL, fill.key(), bytes(fill.token()), fill.value(), bytes(fill.ttlMs()));
    }

    static Call release(EntryKey key, long token) {
        return call(RELEASE, key, bytes(token));
    }

    static Call put(Put put) {
        return call(PUT, put.key(), put.value(), bytes(put.ttlMs()), bytes(put.change()), bytes(put.rememberMs()));
    }

    static Call remove(EntryKey key, long change, long rememberMs) {
        return call(REMOVE, key, bytes(change), bytes(rememberMs));
    }

    /** What a claim's script answered; an answer of another form is none. */
    static Claim.Decision decision(Object answer) {
        if (!(answer instanceof List<?> parts)
                || parts.size() != 2
                || !(parts.get(0) instanceof byte[] kind)
                || !(parts.get(1) instanceof byte[] rest)
                || kind.length != 1) {
            return Claim.Decision.NOT_REACHED;
        }
        if (kind[0] == 'V') {
            return Claim.Decision.answered(rest);
        }
        return kind[0] == 'G' ? Claim.Decision.granted(change(rest)) : Claim.Decision.HELD;
    }

    static Kept kept(Object answer) {
        return Long.valueOf(1).equals(answer) ? Kept.KEPT : Kept.LEASE_LOST;
    }

    private static long change(byte[] lease) {
        if (lease.length < 2 || lease[0] != 'C') {
            return 0;
        }
        try {
            return Long.parseLong(new String(lease, 1, lease.length - 1, ISO_8859_1));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Call call(byte[] script, EntryKey key, byte[]... arguments) {
        return new Call(script, List.of(key.value(), key.lease()), List.of(arguments));
    }

    private static byte[] bytes(long number) {
        return Long.toString(number).getBytes(US_ASCII);
    }

    private static byte[] script(String text) {
        return text.getBytes(US_ASCII);
    }
}

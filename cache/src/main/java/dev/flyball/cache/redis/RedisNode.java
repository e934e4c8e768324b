package dev.flyball.cache.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flyball.cache.sweep.KeyPattern;
import dev.flyball.cache.sweep.Node;
import dev.flyball.cache.sweep.NodeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * One server, with two connections: one that works, and one that finds out what others wait meanwhile. Keys are asked for
 * one by one, as those of a cluster are in different slots.
 */
final class RedisNode implements Node {
    private static final int ID_CHARS = 12;
    private static final byte[] MATCH = ascii("MATCH");
    private static final byte[] COUNT = ascii("COUNT");
    private static final byte[] USAGE = ascii("USAGE");
    private static final byte[] IDLETIME = ascii("IDLETIME");
    private static final byte[] FREQ = ascii("FREQ");
    private static final byte[] PURGE = ascii("PURGE");
    private static final byte[] NO_TOUCH = ascii("NO-TOUCH");
    private static final byte[] ON = ascii("ON");
    private static final byte[] FIRST = ascii("0");

    private final HostAndPort address;
    private final JedisClientConfig settings;
    private final LongSupplier nanoTime;
    private @Nullable Lines lines;

    RedisNode(HostAndPort address, JedisClientConfig settings, LongSupplier nanoTime) {
        this.address = address;
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    /** Made together, and given up together. */
    private record Lines(Line work, Line probe, String name, boolean touching) {}

    @Override
    public String name() {
        return ask(() -> lines().name);
    }

    @Override
    public long size() {
        return ask(() -> {
            Line work = lines().work;
            work.sendCommand(Command.DBSIZE);
            return work.getIntegerReply();
        });
    }

    @Override
    public Map<String, String> info() {
        return ask(() -> info(lines().work));
    }

    @Override
    public long probeNanos() {
        return ask(() -> probe(lines().probe));
    }

    @Override
    public Probed<Page> scan(String cursor, KeyPattern pattern, int count) {
        return ask(() -> probed(
                work -> {
                    byte[] match = pattern.text().getBytes(UTF_8);
                    work.sendCommand(Command.SCAN, ascii(cursor), MATCH, match, COUNT, ascii(Integer.toString(count)));
                    return 1;
                },
                answers -> page(answers.get(0))));
    }

    @Override
    public Probed<List<byte[]>> beginnings(List<byte[]> keys, int bytes) {
        byte[] last = ascii(Integer.toString(bytes - 1));
        return ask(() -> probed(
                work -> {
                    keys.forEach(key -> work.sendCommand(Command.GETRANGE, key, FIRST, last));
                    return keys.size();
                },
                answers -> answers.stream()
                        .map(answer -> answer instanceof byte[] text ? text : new byte[0])
                        .toList()));
    }

    @Override
    public Probed<Integer> unlink(List<byte[]> keys) {
        return ask(() -> probed(
                work -> {
                    keys.forEach(key -> work.sendCommand(Command.UNLINK, key));
                    return keys.size();
                },
                answers -> answers.stream().mapToInt(RedisNode::removed).sum()));
    }

    @Override
    public Probed<List<OptionalLong>> facts(Fact fact, List<byte[]> keys) {
        return ask(() -> probed(
                work -> {
                    keys.forEach(key -> send(work, fact, key));
                    return keys.size();
                },
                // Managed servers do not know these commands, or not for us: then nobody can tell.
                answers -> answers.stream()
                        .map(answer -> answer instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty())
                        .toList()));
    }

    @Override
    public boolean countsReadsAsUse() {
        return ask(() -> lines().touching);
    }

    @Override
    public void purge() {
        ask(() -> {
            Line work = lines().work;
            work.sendCommand(Command.MEMORY, PURGE);
            return work.getStatusCodeReply();
        });
    }

    @Override
    public void close() {
        if (lines != null) {
            lines.work.disconnectQuietly();
            lines.probe.disconnectQuietly();
            lines = null;
        }
    }

    @Override
    public String toString() {
        return address.toString();
    }

    private interface Sending {
        /** How many answers are to be expected. */
        int to(Line work);
    }

    private interface Reading<T> {
        T of(List<Object> answers);
    }

    /** The probe is sent right behind the work, so it waits as long as anybody has to because of it. */
    private <T> Probed<T> probed(Sending sending, Reading<T> reading) {
        Lines both = lines();
        long begin = nanoTime.getAsLong();
        int expected = sending.to(both.work);
        both.work.push();
        long waited = probe(both.probe);
        List<Object> answers = both.work.getMany(expected);
        long took = nanoTime.getAsLong() - begin;
        return new Probed<>(reading.of(answers), waited, took);
    }

    private long probe(Line line) {
        long begin = nanoTime.getAsLong();
        line.sendCommand(Command.PING);
        String unused = line.getStatusCodeReply();
        return nanoTime.getAsLong() - begin;
    }

    private static Page page(Object answer) {
        if (answer instanceof JedisDataException refusal) {
            throw refusal;
        }
        if (answer instanceof List<?> parts
                && parts.size() == 2
                && parts.get(0) instanceof byte[] cursor
                && parts.get(1) instanceof List<?> names) {
            List<byte[]> keys = new ArrayList<>(names.size());
            names.forEach(name -> keys.add((byte[]) name));
            return new Page(new String(cursor, US_ASCII), keys);
        }
        throw new IllegalStateException("this is no answer to SCAN");
    }

    private static int removed(Object answer) {
        if (answer instanceof JedisRedirectionException) {
            // The slot moves to another master, which is swept as well.
            return 0;
        }
        if (answer instanceof JedisDataException refusal) {
            throw refusal;
        }
        return answer instanceof Long removed ? removed.intValue() : 0;
    }

    private Lines lines() {
        if (lines == null) {
            Line work = new Line(address, settings);
            try {
                String name = address + "@" + runId(info(work));
                lines = new Lines(work, new Line(address, settings), name, !stopsTouching(work));
            } catch (RuntimeException e) {
                work.disconnectQuietly();
                throw e;
            }
        }
        return lines;
    }

    private static void send(Line work, Fact fact, byte[] key) {
        switch (fact) {
            case BYTES -> work.sendCommand(Command.MEMORY, USAGE, key);
            case IDLE_SECONDS -> work.sendCommand(Command.OBJECT, IDLETIME, key);
            case FREQUENCY -> work.sendCommand(Command.OBJECT, FREQ, key);
        }
    }

    /** So that what we look into does not seem used; servers know it since 7.2. */
    private static boolean stopsTouching(Line work) {
        work.sendCommand(Command.CLIENT, NO_TOUCH, ON);
        return !(work.getMany(1).get(0) instanceof JedisDataException);
    }

    private static String runId(Map<String, String> info) {
        String id = info.getOrDefault("run_id", "unknown");
        return id.substring(0, Math.min(ID_CHARS, id.length()));
    }

    private static Map<String, String> info(Line line) {
        line.sendCommand(Command.INFO);
        return line.getBulkReply()
                .lines()
                .map(text -> text.split(":", 2))
                .filter(parts -> parts.length == 2)
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (one, other) -> other));
    }

    private <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (JedisDataException e) {
            throw new NodeException("Redis at " + address + " refuses: " + e.getMessage(), isPassing(e), e);
        } catch (RuntimeException e) {
            // Not of Jedis alone: an answer that is none of the protocol ends in exceptions of all kinds.
            throw new NodeException("Redis at " + address + " does not answer: " + e.getMessage(), true, e);
        }
    }

    private static boolean isPassing(JedisDataException refusal) {
        String message = String.valueOf(refusal.getMessage());
        return List.of("LOADING", "BUSY", "TRYAGAIN", "CLUSTERDOWN", "MASTERDOWN").stream()
                .anyMatch(message::startsWith);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}

package dev.flyball.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real redis-server beside this JVM, on Linux and macOS; it listens on the loopback address only, keeps nothing on
 * disk, and ends with this JVM, even when that is killed.
 *
 * <p>It takes the redis-server that the environment variable EMBEDDED_REDIS_EXECUTABLE names, else the one on the PATH,
 * else a bundled one.
 */
public final class EmbeddedRedis implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration START_POLL = Duration.ofMillis(5);
    private static final Duration PING_TIMEOUT = Duration.ofMillis(500);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final GuardedProcess process;
    private final Folder folder;
    private final int port;
    private final String source;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedRedis(GuardedProcess process, Folder folder, int port, String source) {
        this.process = process;
        this.folder = folder;
        this.port = port;
        this.source = source;
    }

    /**
     * How to start it.
     *
     * @param port where clients connect; 0 for a free one
     * @param directives further lines of redis.conf by name, such as {@code maxmemory}; they win over ours
     */
    public record Settings(int port, Map<String, String> directives) {
        /** A free port. */
        public static final Settings DEFAULT = new Settings(0, Map.of());

        public Settings {
            directives = Map.copyOf(directives);
        }

        public Settings withPort(int port) {
            return new Settings(port, directives);
        }

        public Settings withDirectives(Map<String, String> directives) {
            return new Settings(port, directives);
        }
    }

    /**
     * Starts a server, and returns when it answers.
     *
     * @throws PortTakenException if somebody else listens on the port
     * @throws IllegalStateException if no redis-server runs on this machine, or it does not answer within 10 s
     */
    public static EmbeddedRedis start(Settings settings) {
        return start(
                settings.port, (port, folder, executable) -> command(port, folder, executable, settings.directives));
    }

    /**
     * Starts a Sentinel that watches a server, and that alone finds it gone after half a second, and makes a replica of
     * it the new primary.
     *
     * @param name by which clients ask for the primary
     * @param primary port of the server, on this machine
     */
    public static EmbeddedRedis startSentinel(String name, int primary) {
        return start(0, (port, folder, executable) -> {
            Path config = folder.file("sentinel.conf");
            Files.writeString(config, """
                    port %1$d
                    bind 127.0.0.1
                    sentinel monitor %2$s 127.0.0.1 %3$d 1
                    sentinel down-after-milliseconds %2$s 500
                    sentinel failover-timeout %2$s 3000
                    """.formatted(port, name, primary));
            return List.of(executable.toString(), config.toString(), "--sentinel");
        });
    }

    /** How a server is called. */
    private interface Command {
        List<String> of(int port, Folder folder, Path executable) throws IOException;
    }

    private static EmbeddedRedis start(int wantedPort, Command command) {
        Folder folder = Folder.temporary("flyball-redis-");
        try {
            RedisBinary binary = RedisBinary.find(System.getenv(), folder);
            return Ports.start(wantedPort, port -> startOn(port, folder, binary, command));
        } catch (RuntimeException e) {
            folder.leave();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    public URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /** Which redis-server this is: its version, and where it comes from. */
    public String source() {
        return source;
    }

    public long pid() {
        return process.pid();
    }

    /** Freezes the server: it accepts connections and answers nothing, until it is resumed. */
    public void suspend() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    /** Kills the server, and all that it holds. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        process.end();
        if (process.endsWithin(CLOSE_TIMEOUT)) {
            folder.leave();
        } else {
            log.warn("redis-server, pid {}, has not ended within {}", process.pid(), CLOSE_TIMEOUT);
        }
    }

    private static EmbeddedRedis startOn(int port, Folder folder, RedisBinary binary, Command command) {
        GuardedProcess process;
        try {
            process = GuardedProcess.start(
                    command.of(port, folder, binary.executable()), folder.path(), folder.file("redis.log"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + binary.executable(), e);
        }
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!answers(port)) {
            if (process.endsWithin(START_POLL)) {
                throw whyItEnded(port, folder);
            }
            if (System.nanoTime() - deadline > 0) {
                process.end();
                throw new IllegalStateException(
                        "redis-server does not answer on port " + port + " within " + START_TIMEOUT);
            }
        }
        return new EmbeddedRedis(process, folder, port, binary.source());
    }

    private static List<String> command(int port, Folder folder, Path executable, Map<String, String> directives) {
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(List.of("--port", Integer.toString(port)));
        command.addAll(List.of("--bind", "127.0.0.1"));
        command.addAll(List.of("--dir", folder.path().toString()));
        command.addAll(List.of("--save", ""));
        command.addAll(List.of("--appendonly", "no"));
        directives.forEach((name, value) -> command.addAll(List.of("--" + name, value)));
        return command;
    }

    private static RuntimeException whyItEnded(int port, Folder folder) {
        String said;
        try {
            said = Files.readString(folder.file("redis.log"));
        } catch (IOException e) {
            said = "nothing that could be read";
        }
        return said.contains("Address already in use")
                ? new PortTakenException(port)
                : new IllegalStateException("redis-server ended at once; it said: " + said.strip());
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) PING_TIMEOUT.toMillis());
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PING_TIMEOUT.toMillis());
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(5);
            // A server that wants a password first answers as well.
            return Set.of("+PONG", "-NOAU").contains(new String(answer, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return false;
        }
    }

    private void signal(String name) {
        try {
            process.signal(name);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot signal redis-server", e);
        }
    }
}

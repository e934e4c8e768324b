package dev.flyball.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker, its own controller, in this JVM; it listens on the loopback address only. Its classes are no
 * public API of Kafka: they are named nowhere but here.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);
    /** The same for ever: a data folder belongs to a cluster, and must be usable again by the next start. */
    private static final String CLUSTER_ID = "Zmx5YmFsbC1lbWJlZGRlZA";

    private final KafkaRaftServer server;
    private final Folder folder;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedKafka(KafkaRaftServer server, Folder folder, int port) {
        this.server = server;
        this.folder = folder;
        this.port = port;
    }

    /**
     * How to start it.
     *
     * @param dataFolder where topics are kept, and found again by the next start; null for a temporary folder that is
     *     deleted on close
     * @param port where clients connect; 0 for a free one
     * @param brokerProperties further settings of the broker; they win over ours
     */
    public record Settings(@Nullable Path dataFolder, int port, Map<String, String> brokerProperties) {
        /** A temporary folder and a free port. */
        public static final Settings DEFAULT = new Settings(null, 0, Map.of());

        public Settings {
            brokerProperties = Map.copyOf(brokerProperties);
        }

        public Settings withDataFolder(Path dataFolder) {
            return new Settings(Objects.requireNonNull(dataFolder), port, brokerProperties);
        }

        public Settings withPort(int port) {
            return new Settings(dataFolder, port, brokerProperties);
        }

        public Settings withBrokerProperties(Map<String, String> brokerProperties) {
            return new Settings(dataFolder, port, brokerProperties);
        }
    }

    /**
     * Starts a broker, and returns when it serves.
     *
     * @throws PortTakenException if somebody else listens on the port
     * @throws IllegalStateException if the broker does not start for another reason
     */
    public static EmbeddedKafka start(Settings settings) {
        keepThisJvmAlive();
        Folder folder =
                settings.dataFolder == null ? Folder.temporary("flyball-kafka-") : Folder.kept(settings.dataFolder);
        try {
            return Ports.start(settings.port, port -> startOn(port, folder, settings.brokerProperties));
        } catch (RuntimeException e) {
            folder.leave();
            throw e;
        }
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public Path dataFolder() {
        return folder.path();
    }

    /** Stops the broker; waits for it at most 20 s. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (stop(server)) {
            folder.leave();
        } else {
            log.warn(
                    "the embedded broker has not stopped within {}; its files stay in {}",
                    CLOSE_TIMEOUT,
                    folder.path());
        }
    }

    private static EmbeddedKafka startOn(int port, Folder folder, Map<String, String> brokerProperties) {
        Properties properties = BrokerProperties.of(folder.path(), port, Ports.free());
        properties.putAll(brokerProperties);
        format(folder.path());
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) {
            stop(server);
            if (isPortClash(e)) {
                throw new PortTakenException(port);
            }
            throw new IllegalStateException("the embedded broker does not start: " + e.getMessage(), e);
        }
        return new EmbeddedKafka(server, folder, port);
    }

    private static void format(Path folder) {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
                    .setClusterId(CLUSTER_ID)
                    .setNodeId(BrokerProperties.NODE_ID)
                    .setDirectories(List.of(folder.toString()))
                    .setMetadataLogDirectory(folder.toString())
                    .setControllerListenerName(BrokerProperties.CONTROLLER)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setIgnoreFormatted(true)
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("cannot use " + folder + " as a Kafka data folder: " + e.getMessage(), e);
        }
    }

    /** The broker ends its process when it sees no other way; here the process belongs to somebody else. */
    private static void keepThisJvmAlive() {
        Exit.Procedure refuse = (status, message) -> {
            throw new IllegalStateException(
                    "the embedded broker gave up with status " + status + (message == null ? "" : ": " + message));
        };
        Exit.setExitProcedure(refuse);
        Exit.setHaltProcedure(refuse);
    }

    private static boolean isPortClash(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    /** Whether it stopped in time. */
    private static boolean stop(KafkaRaftServer server) {
        Thread stopping = new Thread(
                () -> {
                    server.shutdown();
                    server.awaitShutdown();
                },
                "embedded-kafka-stop");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !stopping.isAlive();
    }
}

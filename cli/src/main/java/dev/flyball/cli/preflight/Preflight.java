package dev.flyball.cli.preflight;

import dev.flyball.cache.redis.RedisServers;
import dev.flyball.cache.sweep.Node;
import dev.flyball.cache.sweep.NodeException;
import dev.flyball.cli.Failure;
import dev.flyball.cli.config.FlyballConfig;
import dev.flyball.cli.topics.ClusterTopics;
import dev.flyball.cli.topics.TopicReport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The check before the start: is what the configuration points at there, and does it answer? Finding out here costs a
 * moment and gives one line; finding out inside a client gives pages.
 */
public final class Preflight {
    private static final String SERVERS = "kafka.bootstrap.servers";
    private static final String REDIS = "redis.url";
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final FlyballConfig config;

    public Preflight(FlyballConfig config) {
        this.config = config;
    }

    /**
     * A connection to Kafka's administration that has been seen to work.
     *
     * @throws Failure if Kafka does not answer within seven seconds, or its properties make no sense
     */
    public Admin kafka() {
        requireOneReachable();
        Map<String, Object> properties = new HashMap<>(config.kafka());
        properties.putIfAbsent("request.timeout.ms", "3000");
        properties.putIfAbsent("default.api.timeout.ms", "5000");
        Admin admin = open(properties);
        try {
            admin.describeCluster().clusterId().get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            return admin;
        } catch (ExecutionException | TimeoutException e) {
            admin.close(Duration.ZERO);
            throw Failure.connection("something listens at " + config.kafka().get("bootstrap.servers")
                    + " but does not answer as Kafka: " + cause(e) + "; check kafka.security.protocol and the"
                    + " credentials beside " + SERVERS + " (" + config.origin(SERVERS) + ")");
        } catch (InterruptedException e) {
            admin.close(Duration.ZERO);
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted");
        }
    }

    /**
     * That Kafka is there, and has the topics of the catalogue.
     *
     * @throws Failure if not
     */
    public void topics() {
        try (Admin admin = kafka()) {
            List<String> missing = new ClusterTopics(admin, config.topics())
                    .compare().stream()
                            .filter(report -> report.state() == TopicReport.State.MISSING)
                            .map(report -> report.topic().name())
                            .toList();
            if (!missing.isEmpty()) {
                throw Failure.failed("Kafka at " + config.kafka().get("bootstrap.servers") + " has no topic "
                        + String.join(", ", missing) + ": run 'flyball topics create' with the same settings");
            }
        }
    }

    private static Admin open(Map<String, Object> properties) {
        try {
            return Admin.create(properties);
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw Failure.usage("the settings under kafka: cannot be used: " + cause.getMessage());
        }
    }

    private void requireOneReachable() {
        String servers = config.kafka().getOrDefault("bootstrap.servers", "");
        List<String> faults = new ArrayList<>();
        for (String server : servers.split(",", -1)) {
            Optional<String> fault = address(server.trim()).fault(CONNECT);
            if (fault.isEmpty()) {
                return;
            }
            faults.add(server.trim() + " (" + fault.get() + ")");
        }
        throw Failure.connection("Kafka cannot be reached at " + String.join(", ", faults) + "; "
                + remedy(SERVERS, "FLYBALL_KAFKA_BOOTSTRAP_SERVERS"));
    }

    private Address address(String server) {
        try {
            return Address.of(server);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(config.origin(SERVERS) + ": " + SERVERS + ": " + e.getMessage());
        }
    }

    /** @throws Failure if Redis does not answer within four seconds */
    public void redis() {
        URI uri = config.redis();
        if (uri.getScheme().contains("+")) {
            requireServers(uri);
            return;
        }
        int port = uri.getPort() < 0 ? 6379 : uri.getPort();
        Address address = new Address(uri.getHost(), port);
        address.fault(CONNECT).ifPresent(fault -> {
            throw Failure.connection("Redis cannot be reached at " + address + " (" + fault + "); "
                    + remedy(REDIS, "FLYBALL_REDIS_URL"));
        });
        try (Jedis jedis = new Jedis(
                uri,
                DefaultJedisClientConfig.builder()
                        .connectionTimeoutMillis((int) CONNECT.toMillis())
                        .socketTimeoutMillis((int) CONNECT.toMillis())
                        .autoNegotiateProtocol(false)
                        .build())) {
            jedis.ping();
        } catch (JedisException e) {
            throw Failure.connection("something listens at " + address + " but does not answer as Redis: " + cause(e)
                    + "; check user, password and scheme in " + REDIS + " (" + config.origin(REDIS) + ")");
        }
    }

    private void requireServers(URI uri) {
        try (RedisServers servers = RedisServers.find(uri, CONNECT, System::nanoTime)) {
            servers.nodes().forEach(Node::probeNanos);
        } catch (NodeException | IllegalArgumentException e) {
            throw Failure.connection(e.getMessage() + "; " + remedy(REDIS, "FLYBALL_REDIS_URL"));
        }
    }

    private String remedy(String setting, String variable) {
        return "setting " + setting + " (" + config.origin(setting) + "): start it there, or point --set " + setting
                + "=... or " + variable + " to where it runs";
    }

    private static String cause(Throwable fault) {
        if (fault instanceof TimeoutException) {
            return "no answer in " + ANSWER.toSeconds() + " s";
        }
        Throwable cause = fault.getCause() == null ? fault : fault.getCause();
        return String.valueOf(cause.getMessage());
    }
}

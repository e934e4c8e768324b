package dev.flyball.cache.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.ClusterConnectionProvider;

/** Where Redis is: one server, a master that Sentinels know, or a cluster; with or without TLS. */
final class RedisAddress {
    private static final int MAX_CONNECTIONS = 32;
    private static final int MAX_CLUSTER_ATTEMPTS = 3;
    private static final Pattern FORM =
            Pattern.compile("redis(s?)(?:\\+(sentinel|cluster))?://(?:([^@/]*)@)?([^@/?#]+)(?:/([^/?#]*))?");
    private static final Pattern HOST = Pattern.compile("(.+):(\\d{1,5})");

    private final String kind;
    private final Set<HostAndPort> hosts;
    private final boolean tls;
    private final @Nullable String user;
    private final @Nullable String password;
    private final String path;

    /** @throws IllegalArgumentException if it is none; the message does not tell the password */
    RedisAddress(URI uri) {
        Matcher form = FORM.matcher(uri.toString());
        if (!form.matches()) {
            throw malformed(uri);
        }
        kind = form.group(2) == null ? "" : form.group(2);
        tls = !form.group(1).isEmpty();
        String[] credentials =
                form.group(3) == null ? new String[0] : form.group(3).split(":", 2);
        user = credentials.length > 1 && !credentials[0].isEmpty() ? decode(credentials[0]) : null;
        password = credentials.length == 0 ? null : decode(credentials[credentials.length - 1]);
        path = form.group(5) == null ? "" : form.group(5);
        hosts = hosts(uri, form.group(4));
        boolean pathFits = switch (kind) {
            case "sentinel" -> !path.isEmpty();
            case "cluster" -> path.isEmpty();
            default -> path.matches("\\d{0,4}") && hosts.size() == 1;
        };
        if (!pathFits) {
            throw malformed(uri);
        }
    }

    /** May wait for answers of a cluster or of Sentinels, for twice the time-out and each host. */
    UnifiedJedis connect(Duration timeout) {
        return switch (kind) {
            case "sentinel" -> sentinels(timeout);
            case "cluster" ->
                RedisClusterClient.builder()
                        .nodes(hosts)
                        .maxAttempts(MAX_CLUSTER_ATTEMPTS)
                        .maxTotalRetriesDuration(timeout)
                        .clientConfig(settings(timeout))
                        .poolConfig(pool(timeout))
                        .build();
            default ->
                RedisClient.builder()
                        .hostAndPort(hosts.iterator().next())
                        .clientConfig(settings(timeout))
                        .poolConfig(pool(timeout))
                        .build();
        };
    }

    /** The servers that have keys of their own; may wait as long as {@link #connect}. */
    Set<HostAndPort> masters(Duration timeout) {
        if (kind.isEmpty()) {
            return hosts;
        }
        return kind.equals("cluster") ? clusterMasters(timeout) : Set.of(sentinelMaster(timeout));
    }

    /** For connections to one of the masters. */
    JedisClientConfig settings(Duration timeout) {
        int database = kind.isEmpty() && !path.isEmpty() ? Integer.parseInt(path) : 0;
        return config(timeout).user(user).password(password).database(database).build();
    }

    private HostAndPort sentinelMaster(Duration timeout) {
        try (RedisSentinelClient sentinels = sentinels(timeout)) {
            return sentinels.getCurrentMaster();
        }
    }

    private Set<HostAndPort> clusterMasters(Duration timeout) {
        try (ClusterConnectionProvider cluster = new ClusterConnectionProvider(hosts, settings(timeout))) {
            return cluster.getPrimaryNodes().keySet().stream()
                    .map(HostAndPort::from)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return hosts.toString();
    }

    private static Set<HostAndPort> hosts(URI uri, String text) {
        Set<HostAndPort> hosts = new LinkedHashSet<>();
        for (String each : text.split(",", -1)) {
            Matcher host = HOST.matcher(each);
            if (!host.matches()) {
                throw malformed(uri);
            }
            hosts.add(new HostAndPort(host.group(1), Integer.parseInt(host.group(2))));
        }
        return hosts;
    }

    private static String decode(String text) {
        // Unlike in forms, a plus is a plus here.
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    private static IllegalArgumentException malformed(URI uri) {
        return new IllegalArgumentException(
                "redis must be redis://host:port, redis+sentinel://host:port,host:port/master"
                        + " or redis+cluster://host:port,host:port, or the same with rediss for TLS; the scheme here is "
                        + uri.getScheme());
    }

    private RedisSentinelClient sentinels(Duration timeout) {
        return RedisSentinelClient.builder()
                .sentinels(hosts)
                .masterName(path)
                .clientConfig(settings(timeout))
                .sentinelClientConfig(sentinelSettings(timeout))
                .poolConfig(pool(timeout))
                .build();
    }

    /** Sentinels have users of their own, if any. */
    private JedisClientConfig sentinelSettings(Duration timeout) {
        return config(timeout).build();
    }

    private DefaultJedisClientConfig.Builder config(Duration timeout) {
        int timeoutMs = Math.toIntExact(timeout.toMillis());
        DefaultJedisClientConfig.Builder settings = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(timeoutMs)
                .socketTimeoutMillis(timeoutMs)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        return tls ? settings.sslOptions(SslOptions.defaults()) : settings;
    }

    private static ConnectionPoolConfig pool(Duration timeout) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(MAX_CONNECTIONS);
        pool.setMaxIdle(MAX_CONNECTIONS);
        pool.setMaxWait(timeout);
        pool.setJmxEnabled(false);
        return pool;
    }
}

package dev.flyball.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.flyball.embedded.EmbeddedRedis;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** Who is let in to Redis, over what kind of line, and what is said to whoever is not. */
class RedisAccessIT {
    private static final String PASSWORD = "secret1";
    private static final Product PRODUCT = new Product("42", 1);
    /** All that the cache does; the documentation has this line. */
    private static final String[] RULES = {
        "on", ">" + PASSWORD, "~flyball:*", "+get", "+getrange", "+set", "+del", "+unlink", "+eval", "+ping"
    };

    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger("dev.flyball.cache.redis.RedisStore");
    private EmbeddedRedis redis;

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
        said.start();
        log.addAppender(said);
    }

    @AfterEach
    void stop() {
        log.detachAppender(said);
        redis.close();
        CacheReads.take();
    }

    @Test
    void aUserWithThePermissionsOfTheDocumentationIsEnough() {
        allow("flyball", RULES);
        try (CacheClient client = client("redis", "flyball:" + PASSWORD, redis.port());
                CacheClient other = client("redis", "flyball:" + PASSWORD, redis.port())) {
            useAll(products(client), products(other));
        }
        assertThat(said.list).isEmpty();
    }

    @Test
    void aWrongPasswordAndAMissingPermissionAreNamedAndStopNobody() {
        allow("flyball", RULES);
        allow("reader", "on", ">" + PASSWORD, "~flyball:*", "+get");
        Map<String, String> fixes =
                Map.of("flyball:wrong", "password in its address is wrong", "reader:" + PASSWORD, "ACL SETUSER");

        fixes.forEach((user, fix) -> {
            try (CacheClient client = client("redis", user, redis.port())) {
                FlyballCache<Product> cache = products(client);
                for (int i = 0; i < 10; i++) {
                    assertThat(cache.get("42", key -> PRODUCT)).isEqualTo(PRODUCT);
                }
                assertThatThrownBy(() -> cache.invalidate("42")).isInstanceOf(CacheAwayException.class);
            }
            assertThat(said.list)
                    .filteredOn(event -> event.getLevel() == Level.ERROR)
                    .singleElement()
                    .satisfies(event -> assertThat(event.getFormattedMessage())
                            .contains(fix)
                            .doesNotContain("wrong@")
                            .doesNotContain(PASSWORD));
            said.list.clear();
        });
    }

    @Test
    void overTlsWithAUserAllWorksIfTheCertificateIsTrustedAndOfThatHost(@TempDir Path folder) throws Exception {
        allow("flyball", RULES);
        Path good = keyStore(folder.resolve("good.p12"), "IP:127.0.0.1");
        Path another = keyStore(folder.resolve("another.p12"), "DNS:somewhere.else");
        try (Between right = new Between(redis.port(), tlsSocket(good));
                Between wrong = new Between(redis.port(), tlsSocket(another))) {
            assertThat(reaches(right)).as("not trusted").isFalse();
            trust(good, () -> {
                try (CacheClient client = client("rediss", "flyball:" + PASSWORD, right.port());
                        CacheClient other = client("rediss", "flyball:" + PASSWORD, right.port())) {
                    useAll(products(client), products(other));
                }
            });
            trust(
                    another,
                    () -> assertThat(reaches(wrong)).as("of another host").isFalse());
        }
    }

    private static void useAll(FlyballCache<Product> here, FlyballCache<Product> there) {
        assertThat(here.get("42", key -> PRODUCT)).isEqualTo(PRODUCT);
        assertThat(there.get("42")).contains(PRODUCT);
        here.put("43", PRODUCT);
        here.putAll(Map.of("44", PRODUCT));
        assertThat(there.getAll(List.of("43", "44", "45"), keys -> Map.of("45", PRODUCT)))
                .hasSize(3);
        there.invalidate("42");
        assertThat(here.get("42")).isEmpty();
        assertThat(here.find("none", key -> null)).isEmpty();
        assertThat(here.stats().redisFailures() + there.stats().redisFailures()).isZero();
    }

    private static boolean reaches(Between line) {
        try (CacheClient client = client("rediss", "flyball:" + PASSWORD, line.port())) {
            FlyballCache<Product> cache = products(client);
            assertThat(cache.get("42", key -> PRODUCT)).isEqualTo(PRODUCT);
            return cache.get("42").isPresent();
        }
    }

    private void allow(String user, String... rules) {
        try (Jedis admin = new Jedis(
                new HostAndPort("127.0.0.1", redis.port()),
                DefaultJedisClientConfig.builder().autoNegotiateProtocol(false).build())) {
            admin.aclSetUser(user, rules);
        }
    }

    /** As a JVM is told by -D options. */
    private static void trust(Path keyStore, Runnable work) {
        System.setProperty("javax.net.ssl.trustStore", keyStore.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
        try {
            work.run();
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    private static ServerSocket tlsSocket(Path keyStore) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(keyStore)) {
            keys.load(bytes, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static Path keyStore(Path file, String alternativeName) throws Exception {
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "redis",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=redis",
                        "-ext",
                        "SAN=" + alternativeName,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(output).isZero();
        return file;
    }

    private static FlyballCache<Product> products(CacheClient client) {
        return client.namespace("products", Product.class).l1MaxEntries(0).build();
    }

    private static CacheClient client(String scheme, String user, int port) {
        return CacheClient.builder()
                .redis(URI.create(scheme + "://" + user + "@127.0.0.1:" + port))
                .redisTimeout(Duration.ofSeconds(2))
                .build();
    }
}

package dev.flyball.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddedRedisIT {
    @Test
    void itAnswersAndIsEmptyAgainAfterARestartOnTheSamePort() throws Exception {
        EmbeddedRedis first = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT);
        assertThat(ask(first, "SET greeting hello")).isEqualTo("+OK");
        assertThat(ask(first, "STRLEN greeting")).isEqualTo(":5");
        assertThat(first.source()).startsWith("Redis ");

        first.close();
        first.close();

        assertThat(ProcessHandle.of(first.pid()).filter(ProcessHandle::isAlive)).isEmpty();
        try (EmbeddedRedis second = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT.withPort(first.port()))) {
            assertThat(ask(second, "STRLEN greeting")).isEqualTo(":0");
        }
    }

    @Test
    void itIsSilentWhileSuspended() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT)) {
            redis.suspend();
            assertThatThrownBy(() -> ask(redis, "PING")).isInstanceOf(SocketTimeoutException.class);

            redis.resume();
            assertThat(ask(redis, "PING")).isEqualTo("+PONG");
        }
    }

    @Test
    void directivesReachTheServer() throws Exception {
        EmbeddedRedis.Settings settings =
                EmbeddedRedis.Settings.DEFAULT.withDirectives(Map.of("requirepass", "open sesame"));

        try (EmbeddedRedis redis = EmbeddedRedis.start(settings)) {
            assertThat(ask(redis, "STRLEN greeting")).startsWith("-NOAUTH");
        }
    }

    @Test
    void aRefusedDirectiveIsSaidSo() {
        EmbeddedRedis.Settings settings = EmbeddedRedis.Settings.DEFAULT.withDirectives(Map.of("maxmemory", "much"));

        assertThatThrownBy(() -> EmbeddedRedis.start(settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("maxmemory");
    }

    @Test
    void aTakenPortIsSaidSo() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT.withPort(other.getLocalPort())))
                    .isInstanceOf(PortTakenException.class);
        }
    }

    @Test
    void anExecutableThatIsNamedButDoesNotRunIsSaidSo() {
        Folder folder = Folder.temporary("flyball-test-");
        try {
            assertThatThrownBy(() -> RedisBinary.find(Map.of(RedisBinary.SETTING, "/no/such/redis"), folder))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("EMBEDDED_REDIS_EXECUTABLE=/no/such/redis");
        } finally {
            folder.leave();
        }
    }

    private static String ask(EmbeddedRedis redis, String command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            socket.setSoTimeout(300);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}

package dev.flyball.processor.query;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the query API listens, and who may ask.
 *
 * @param bind address or host name to listen on
 * @param port TCP port; 0 for any free one
 * @param token what clients show as {@code Authorization: Bearer}; may only be left out on a loopback address
 */
public record HttpConfig(String bind, int port, @Nullable String token) {
    /** What cannot be a host name, so that looking at it asks no name server. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]?");

    /** Only this machine can ask, on any free port. */
    public static final HttpConfig LOOPBACK = new HttpConfig("127.0.0.1", 0, null);

    /** @throws IllegalArgumentException if strangers could ask, or a value makes no sense */
    public HttpConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("http.port must be 0 to 65535: " + port);
        }
        if (token != null && token.isBlank()) {
            throw new IllegalArgumentException("http.token is blank: set a secret, or leave it out on loopback");
        }
        if (token == null && !isLoopback(bind)) {
            throw new IllegalArgumentException("http.bind '" + bind
                    + "' is reachable over the network, but http.token is not set: set one, or bind to 127.0.0.1");
        }
    }

    private static boolean isLoopback(String bind) {
        if (bind.equals("localhost")) {
            return true;
        }
        if (!ADDRESS.matcher(bind).matches()) {
            return false;
        }
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("http.bind is not an address: '" + bind + "'", e);
        }
    }

    /** Without the token: configuration is printed and logged. */
    @Override
    public String toString() {
        return "HttpConfig[bind=" + bind + ", port=" + port + ", token=" + (token == null ? "none" : "***") + "]";
    }
}

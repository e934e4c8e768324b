package dev.flyball.cli.preflight;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** Where something is said to listen. */
record Address(String host, int port) {
    /** @throws IllegalArgumentException if it is not {@code host:port}; IPv6 addresses stand in brackets */
    static Address of(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw new IllegalArgumentException("'" + text + "' is not host:port");
        }
        int port;
        try {
            port = Integer.parseInt(text.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not host:port", e);
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("'" + text + "' has no port from 1 to 65535");
        }
        return new Address(text.substring(0, colon).replaceAll("[\\[\\]]", ""), port);
    }

    /** Why no connection can be made, in words; empty when one can. */
    Optional<String> fault(Duration patience) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            return Optional.of("no such host");
        }
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) patience.toMillis());
            return Optional.empty();
        } catch (SocketTimeoutException e) {
            return Optional.of("no answer in " + patience.toSeconds() + " s");
        } catch (ConnectException e) {
            return Optional.of("connection refused");
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}

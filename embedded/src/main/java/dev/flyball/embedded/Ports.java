package dev.flyball.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The ports of the loopback address. */
final class Ports {
    private static final int ATTEMPTS = 3;

    private Ports() {}

    /** A thing that listens on a port once it is started. */
    @FunctionalInterface
    interface Starter<T> {
        /** @throws PortTakenException if somebody else was faster */
        T startOn(int port);
    }

    /** Starts on the wanted port, or on a free one when that is 0. */
    static <T> T start(int wanted, Starter<T> starter) {
        if (wanted < 0 || wanted > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535: " + wanted);
        }
        if (wanted == 0) {
            return startOnFree(starter, ATTEMPTS);
        }
        requireFree(wanted);
        return starter.startOn(wanted);
    }

    private static <T> T startOnFree(Starter<T> starter, int attempts) {
        try {
            return starter.startOn(free());
        } catch (PortTakenException e) {
            // A port that was free may be taken a moment later.
            if (attempts == 1) {
                throw e;
            }
            return startOnFree(starter, attempts - 1);
        }
    }

    static int free() {
        return bind(0);
    }

    private static void requireFree(int port) {
        bind(port);
    }

    private static int bind(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (BindException e) {
            throw new PortTakenException(port);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port + " of the loopback address", e);
        }
    }
}

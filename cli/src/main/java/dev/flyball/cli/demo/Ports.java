package dev.flyball.cli.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** The usual ports, or free ones where something else has taken them. */
final class Ports {
    private final List<String> replaced = new ArrayList<>();

    /** The usual port, or 0 for any free one. */
    synchronized int usual(String name, int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            replaced.add(name + " " + port);
            return 0;
        }
    }

    /** Which usual ports were taken. */
    synchronized List<String> replaced() {
        return List.copyOf(replaced);
    }
}

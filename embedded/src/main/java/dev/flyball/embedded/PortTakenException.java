package dev.flyball.embedded;

/** Somebody else listens on the port that was asked for; another one, or 0 for any free one, may work. */
public final class PortTakenException extends RuntimeException {
    private final int port;

    PortTakenException(int port) {
        super("port " + port
                + " on 127.0.0.1 is taken: stop what listens there, or ask for another port (0 for a free one)");
        this.port = port;
    }

    /** The port that was asked for. */
    public int port() {
        return port;
    }
}

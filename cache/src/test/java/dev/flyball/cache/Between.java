package dev.flyball.cache;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;

/** Stands between a client and a server: passes everything on, late or not, or answers nonsense instead, or is cut. */
final class Between implements AutoCloseable {
    private final ServerSocket socket;
    private final int target;
    private final AtomicReference<Behaviour> behaviour = new AtomicReference<>(Behaviour.PASS);

    Between(int target) throws IOException {
        this(target, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    Between(int target, ServerSocket socket) {
        this.target = target;
        this.socket = socket;
        daemon(this::accept);
    }

    enum Behaviour {
        PASS,
        LATE,
        GARBAGE,
        /** Like a cut cable: nothing gets through, and all of it when the cable is mended. */
        CUT
    }

    int port() {
        return socket.getLocalPort();
    }

    URI uri() {
        return URI.create("redis://127.0.0.1:" + port());
    }

    void behave(Behaviour wanted) {
        behaviour.set(wanted);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() throws IOException {
        while (!socket.isClosed()) {
            Socket client = socket.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            daemon(() -> pump(client.getInputStream(), server.getOutputStream(), false));
            daemon(() -> pump(server.getInputStream(), client.getOutputStream(), true));
        }
    }

    private void pump(InputStream from, OutputStream to, boolean answers) throws Exception {
        try (from;
                to) {
            byte[] bytes = new byte[8_192];
            for (int length = from.read(bytes); length >= 0; length = from.read(bytes)) {
                while (behaviour.get() == Behaviour.CUT) {
                    Thread.sleep(10);
                }
                if (answers && behaviour.get() == Behaviour.LATE) {
                    Thread.sleep(100);
                }
                if (answers && behaviour.get() == Behaviour.GARBAGE) {
                    to.write("HTTP/1.1 200 OK\r\n\r\n$-7\r\n*99999999\r\n".getBytes(US_ASCII));
                } else {
                    to.write(bytes, 0, length);
                }
                to.flush();
            }
        }
    }

    private interface Task {
        void run() throws Exception;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (Exception e) {
                // The other side has gone, which is what it is for.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}

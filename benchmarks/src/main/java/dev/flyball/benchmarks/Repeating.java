package dev.flyball.benchmarks;

/** A thread that does something again and again until it is closed. */
public final class Repeating implements AutoCloseable {
    private final Thread thread;
    private volatile boolean closed;

    private Repeating(String name, Runnable work) {
        thread = new Thread(() -> repeat(work), name);
    }

    public static Repeating start(String name, Runnable work) {
        Repeating repeating = new Repeating(name, work);
        repeating.thread.start();
        return repeating;
    }

    private void repeat(Runnable work) {
        while (!closed) {
            work.run();
        }
    }

    /** Waits until it is done with what it does. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

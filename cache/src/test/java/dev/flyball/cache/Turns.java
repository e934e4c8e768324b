package dev.flyball.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;

/** Runs tasks one at a time, and lets a seed decide after each of their steps whose turn is next. */
final class Turns implements Work {
    private final Random random;
    private final List<Task> tasks = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final Semaphore main = new Semaphore(0);
    private final ThreadLocal<Task> current = new ThreadLocal<>();

    Turns(Random random) {
        this.random = random;
    }

    private static final class Task {
        private final Semaphore turn = new Semaphore(0);
        private boolean done;
    }

    /** Called by a task where others may come between. */
    void step() {
        Task task = current.get();
        if (task != null) {
            main.release();
            task.turn.acquireUninterruptibly();
        }
    }

    @Override
    public void now(Runnable work) {
        Task task = new Task();
        tasks.add(task);
        Thread thread = new Thread(() -> {
            task.turn.acquireUninterruptibly();
            current.set(task);
            try {
                work.run();
            } catch (Throwable e) {
                failures.add(e);
            } finally {
                task.done = true;
                main.release();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void later(Duration pause, Runnable work) {
        now(() -> {
            for (int i = 0; i < 5; i++) {
                step();
            }
            work.run();
        });
    }

    /** Others go on meanwhile. */
    @Override
    public <T> T await(CompletableFuture<T> load, Duration time)
            throws ExecutionException, TimeoutException, InterruptedException {
        while (current.get() != null && !load.isDone()) {
            step();
        }
        return Work.super.await(load, time);
    }

    /** Until all tasks, also those that they begin, have ended; what went wrong in them. */
    List<Throwable> run() {
        while (!tasks.isEmpty()) {
            Task task = tasks.get(random.nextInt(tasks.size()));
            task.turn.release();
            main.acquireUninterruptibly();
            if (task.done) {
                tasks.remove(task);
            }
        }
        return failures;
    }

    @Override
    public void close() {}
}

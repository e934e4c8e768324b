package dev.flyball.cli.lifecycle;

import ch.qos.logback.classic.LoggerContext;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that runs until its work is done, or until the process is told to end by Ctrl-C or SIGTERM: then it is
 * closed, within 30 s in all, and the process ends with 130.
 */
public final class Service {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final int INTERRUPTED = 130;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(25);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final AutoCloseable resource;
    private final Thread hook = new Thread(this::end, "flyball-shutdown");
    private final Thread worker = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean ending;

    private Service(AutoCloseable resource) {
        this.resource = resource;
    }

    /** Does the work, then closes the resource. */
    public static <T> T run(AutoCloseable resource, Callable<T> work) throws Exception {
        return new Service(resource).run(work);
    }

    /** Waits until something has ended by itself. */
    public static void awaitEnd(BooleanSupplier ended) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (!ended.getAsBoolean() && !never.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {}
    }

    private <T> T run(Callable<T> work) throws Exception {
        Runtime.getRuntime().addShutdownHook(hook);
        try (resource) {
            return work.call();
        } finally {
            done.countDown();
            if (ending) {
                // What the work says now is about its end, and of no interest. The hook ends the process.
                boolean unused = Thread.interrupted();
                hook.join();
            } else {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    private void end() {
        ending = true;
        Thread closing = new Thread(this::close, "flyball-close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(LONGEST_CLOSE.toMillis());
            // What is being started at this very moment is not among what was closed. Its complaints help nobody.
            silenceLog();
            worker.interrupt();
            boolean unused = done.await(LONGEST_GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(INTERRUPTED);
    }

    private static void silenceLog() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }

    private void close() {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.warn("not everything could be closed", e);
        }
    }
}

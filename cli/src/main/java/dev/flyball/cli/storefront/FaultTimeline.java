package dev.flyball.cli.storefront;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Faults that happen to a shop by themselves, one after the other and over again, with quiet in between. */
public final class FaultTimeline implements AutoCloseable {
    private static final List<Fault> FAULTS = List.of(
            new Fault.BadDeploy(),
            new Fault.SlowDatabase(Duration.ofMillis(900)),
            new Fault.SlowPartner(Duration.ofMillis(700)));

    private final Consumer<Fault> suffer;
    private final Runnable recover;
    private final Pace pace;
    private final Consumer<String> teller;
    private final CountDownLatch closed = new CountDownLatch(1);

    private FaultTimeline(Consumer<Fault> suffer, Runnable recover, Pace pace, Consumer<String> teller) {
        this.suffer = suffer;
        this.recover = recover;
        this.pace = pace;
        this.teller = teller;
    }

    /**
     * How fast it goes.
     *
     * @param quiet time before each fault, and before the first
     * @param fault time until somebody repairs what is still broken
     */
    record Pace(Duration quiet, Duration fault) {
        /** Time for the shop to be well for a while, and for what is done about a fault to be judged. */
        static final Pace DEFAULT = new Pace(Duration.ofSeconds(40), Duration.ofSeconds(100));
    }

    /**
     * Starts, with quiet at first.
     *
     * @param teller is told in a few words what happens
     */
    public static FaultTimeline start(Storefront shop, Consumer<String> teller) {
        return start(shop::suffer, shop::recover, Pace.DEFAULT, teller);
    }

    static FaultTimeline start(Consumer<Fault> suffer, Runnable recover, Pace pace, Consumer<String> teller) {
        FaultTimeline timeline = new FaultTimeline(suffer, recover, pace, teller);
        Thread thread = new Thread(timeline::run, "flyball-faults");
        thread.setDaemon(true);
        thread.start();
        return timeline;
    }

    /** No fault begins any more. */
    @Override
    public void close() {
        closed.countDown();
    }

    private void run() {
        try {
            for (int turn = 0; !closedWithin(pace.quiet()); turn++) {
                Fault fault = FAULTS.get(turn % FAULTS.size());
                teller.accept(fault.story());
                suffer.accept(fault);
                if (closedWithin(pace.fault())) {
                    return;
                }
                teller.accept("what was still broken is repaired");
                recover.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean closedWithin(Duration time) throws InterruptedException {
        return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}

package dev.flyball.cache;

import dev.flyball.cache.control.Orders;
import dev.flyball.cache.entry.Stamp;
import java.util.random.RandomGenerator;

/**
 * Draws who refreshes a value before it expires (XFetch): the nearer the end and the dearer the load, the likelier, so
 * that a hot key is loaded anew by one caller before many miss it.
 *
 * @param beta 0 never, 1 as late as is optimal without a lease; higher is earlier
 */
record EarlyRefresh(double beta, RandomGenerator random) {
    /** A draw beyond this many costs is rarer than one in a billion. */
    private static final int FARTHEST = 21;

    /** Until when it is certain not to be due, epoch milliseconds. */
    long notBeforeMs(Stamp stamp, Orders orders) {
        long reachMs = (long) Math.ceil(FARTHEST * weightMs(stamp, orders));
        return stamp.createdMs() + stamp.scaledSoftTtlMs(orders) - reachMs;
    }

    boolean isDue(Stamp stamp, Orders orders, long nowMs) {
        double weightMs = weightMs(stamp, orders);
        long leftMs = stamp.createdMs() + stamp.scaledSoftTtlMs(orders) - nowMs;
        return leftMs < FARTHEST * weightMs && -Math.log(1 - random.nextDouble()) * weightMs >= leftMs;
    }

    private double weightMs(Stamp stamp, Orders orders) {
        return orders.tuning().earlyRefreshOr(beta) * stamp.costMs();
    }
}

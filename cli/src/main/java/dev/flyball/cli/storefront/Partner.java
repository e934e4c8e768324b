package dev.flyball.cli.storefront;

import java.time.Duration;

/** Another company that rates products, and that is asked anew each time. It can be made slow. */
final class Partner {
    private volatile Duration slowness = Duration.ZERO;

    void slowDown(Duration each) {
        slowness = each;
    }

    /** Returns when there is an answer, which nobody shows yet. */
    void rate(ProductList products) {
        if (products.products().isEmpty() || slowness.isZero()) {
            return;
        }
        try {
            Thread.sleep(slowness.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a partner was asked", e);
        }
    }
}

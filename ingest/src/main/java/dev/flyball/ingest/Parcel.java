package dev.flyball.ingest;

import dev.flyball.schemas.Sample;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** What waits in the publisher's queue, in the order in which it was put there. */
sealed interface Parcel {
    void handOver(Courier courier);

    /** A sample on its way. */
    record Published(Sample sample) implements Parcel {
        public Published {
            // Here the caller learns of it; on the courier's thread nobody would.
            Objects.requireNonNull(sample, "sample");
        }

        @Override
        public void handOver(Courier courier) {
            courier.take(sample);
        }
    }

    /** A place in the queue: completed when all that was before it has been sent or lost. */
    record Mark(CompletableFuture<Void> settled) implements Parcel {
        @Override
        public void handOver(Courier courier) {
            courier.settle(settled);
        }
    }
}

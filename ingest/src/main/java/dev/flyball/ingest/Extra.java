package dev.flyball.ingest;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something the app adds to its samples. The app's own code must never fail a request by way of the measurement: when
 * it throws, the sample goes without, and the first time is told of.
 */
final class Extra<A, T> {
    private static final Logger LOG = LoggerFactory.getLogger(FlyballFilter.class);

    private final String name;
    private final Function<A, @Nullable T> source;
    private final AtomicBoolean told = new AtomicBoolean();

    Extra(String name, Function<A, @Nullable T> source) {
        this.name = name;
        this.source = source;
    }

    @Nullable
    T of(A argument) {
        try {
            return source.apply(argument);
        } catch (RuntimeException e) {
            if (told.compareAndSet(false, true)) {
                LOG.warn("The {} given to FlyballFilter failed; samples go without it (told once)", name, e);
            }
            return null;
        }
    }
}

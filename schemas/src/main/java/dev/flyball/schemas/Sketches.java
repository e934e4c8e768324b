package dev.flyball.schemas;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The encoded sketches behind the figures, so that windows can be merged further downstream. */
@Doc("The encoded sketches behind the figures, so that windows can be merged further downstream.")
public record Sketches(
        @Doc("Latency sketch, base64.") String responseTime,
        @Doc("User sketch, base64.") String users,

        @Doc("Sketch of the instances that answered, base64; missing when no sample named one.") @Nullable
        String instances) {
    public Sketches {
        Objects.requireNonNull(responseTime, "responseTime");
        Objects.requireNonNull(users, "users");
    }

    /** Of windows that do not tell who answered. */
    public Sketches(String responseTime, String users) {
        this(responseTime, users, null);
    }
}

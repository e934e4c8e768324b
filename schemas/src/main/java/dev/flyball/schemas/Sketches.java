package dev.flyball.schemas;

import java.util.Objects;

/** The encoded sketches behind the figures, so that windows can be merged further downstream. */
@Doc("The encoded sketches behind the figures, so that windows can be merged further downstream.")
public record Sketches(
        @Doc("Latency sketch, base64.") String responseTime,
        @Doc("User sketch, base64.") String users) {
    public Sketches {
        Objects.requireNonNull(responseTime, "responseTime");
        Objects.requireNonNull(users, "users");
    }
}

package dev.flyball.schemas;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One arm of a running action, measured in the same seconds as the other one. */
@Doc("One arm of a running action, measured in the same seconds as the other one.")
public record ArmMetrics(
        @Doc("Id of the action, a dot, and the number of the step that it was at.")
        String action,

        @Doc("Which arm.") Arm arm,
        @Doc("Number of requests.") long count,
        @Doc("Failed ones among them.") long errors,
        @Doc("Reads that spared the origin.") long hits,
        @Doc("Response times.") ResponseTime responseTime,

        @Doc("Latency sketch, base64; may be left out by a query.") @Nullable
        String sketch) {
    public ArmMetrics {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(arm, "arm");
        Objects.requireNonNull(responseTime, "responseTime");
    }

    /** The same without its sketch, for readers that only look. */
    public ArmMetrics withoutSketch() {
        return new ArmMetrics(action, arm, count, errors, hits, responseTime, null);
    }
}

package dev.flyball.schemas;

import java.util.Objects;

/** One arm of a running action, measured in the same seconds as the other one. */
@Doc("One arm of a running action, measured in the same seconds as the other one.")
public record ArmMetrics(
        @Doc("Id of the action.") String action,
        @Doc("Which arm.") Arm arm,
        @Doc("Number of requests.") long count,
        @Doc("Failed ones among them.") long errors,
        @Doc("Reads that spared the origin.") long hits,
        @Doc("Response times.") ResponseTime responseTime) {
    public ArmMetrics {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(arm, "arm");
        Objects.requireNonNull(responseTime, "responseTime");
    }
}

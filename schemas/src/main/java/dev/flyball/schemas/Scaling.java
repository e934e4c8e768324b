package dev.flyball.schemas;

import java.util.Objects;

/** How many instances a service needs, told by how busy those are that run. */
@Doc("How many instances a service needs, told by how busy those are that run.")
public record Scaling(
        @Doc("What they are short of: 'cpu', 'throughput' or 'network'.")
        String resource,

        @Doc("How much of it each instance uses, or has to bear, now.")
        double value,

        @Doc("How much of it an instance should at most.") double target,
        @Doc("Instances that run.") int instances,
        @Doc("Instances that are needed.") int desired) {
    public Scaling {
        Objects.requireNonNull(resource, "resource");
        Faults.unless(value >= 0 && Double.isFinite(value), "value must be 0 or more: " + value);
        Faults.unless(target > 0 && Double.isFinite(target), "target must be above 0: " + target);
        Faults.unless(instances >= 1 && desired >= 1, "instances must be 1 or more: " + instances + ", " + desired);
    }
}

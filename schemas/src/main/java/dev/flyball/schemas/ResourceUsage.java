package dev.flyball.schemas;

import org.jspecify.annotations.Nullable;

/** Resource usage of the process that answered; each part may be unknown. */
@Doc("Resource usage of the process that answered; each part may be unknown.")
public record ResourceUsage(
        @Doc("Share of the processors in use, 0 to 1.") @Nullable
        Double cpu,

        @Doc("Share of the memory in use, 0 to 1.") @Nullable
        Double memory,

        @Doc("Network traffic, bytes per second.") @Nullable Double network) {}

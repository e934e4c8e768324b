package dev.flyball.schemas;

import org.jspecify.annotations.Nullable;

/** The numbers on which a rule was decided. */
@Doc("The numbers on which a rule was decided.")
public record Evidence(
        @Doc("First millisecond of the window, epoch.") long windowStart,
        @Doc("First millisecond after the window, epoch.") long windowEnd,
        @Doc("Samples in the window.") long samples,

        @Doc("Bad samples among them: above the threshold, or failed.") @Nullable
        Long bad,

        @Doc("Share of bad samples that the rule allows, 0 to 1.") @Nullable
        Double allowed,

        @Doc("Lower confidence bound of the share of bad samples, 0 to 1.") @Nullable
        Double lowerBound,

        @Doc("Share of the error budget of the last 3 days that is left, 1 at most; below 0 when it is overdrawn.")
        @Nullable
        Double budgetLeft) {}

package dev.flyball.schemas;

/** How exact the estimated figures of a window are; those of few requests are exact. All others are exact anyway. */
@Doc("How exact the estimated figures of a window are; those of few requests are exact. All others are exact anyway.")
public record Accuracy(
        @Doc("Largest relative error of a quantile, 0 to 1; 0 when they are exact.")
        double quantiles,

        @Doc("Relative standard error of the distinct users, 0 to 1; 0 when they are exact.")
        double users) {}

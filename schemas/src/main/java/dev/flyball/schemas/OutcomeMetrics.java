package dev.flyball.schemas;

/** The requests whose cache read ended in one way. */
@Doc("The requests whose cache read ended in one way.")
public record OutcomeMetrics(
        @Doc("Number of requests.") long count,
        @Doc("Failed ones among them.") long errors,
        @Doc("Mean response time, milliseconds.") double meanMs) {}

package dev.flyball.optimizer.verify;

/**
 * How Redis fares at a moment; of several servers, the worst.
 *
 * @param at when it was felt, epoch milliseconds; tells one from the next
 * @param memory share of what it may take that is in use; 0 without a limit
 * @param latencyMs how long a small command waits for its answer, the median of some
 */
public record Pulse(long at, double memory, double latencyMs) {}

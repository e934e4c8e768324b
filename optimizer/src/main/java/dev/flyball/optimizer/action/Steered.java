package dev.flyball.optimizer.action;

import dev.flyball.schemas.CacheControl;

/**
 * A control record and its event time.
 *
 * @param at epoch milliseconds
 */
public record Steered(CacheControl control, long at) {}

package dev.flyball.optimizer.topology;

import dev.flyball.optimizer.decide.Crowd;

/**
 * How many endpoints a partition of stage 1 knows, told to all owners.
 *
 * @param partition of stage 1
 */
record Census(int partition, Crowd crowd) {}

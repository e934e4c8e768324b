/** Redis and Kafka as they are used to relieve memory. */
@NullMarked
package dev.flyball.optimizer.resources;

import org.jspecify.annotations.NullMarked;

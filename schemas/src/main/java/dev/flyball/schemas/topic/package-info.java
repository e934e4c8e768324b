/** The topic catalogue and the Kafka serdes of what travels on the topics. */
@NullMarked
package dev.flyball.schemas.topic;

import org.jspecify.annotations.NullMarked;

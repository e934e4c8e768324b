/** The optimizer as a Kafka Streams topology: translates records into questions to the pure packages, and answers back. */
@NullMarked
package dev.flyball.optimizer.topology;

import org.jspecify.annotations.NullMarked;

/** Sends made-up samples to Kafka. */
@NullMarked
package dev.flyball.loadgen.kafka;

import org.jspecify.annotations.NullMarked;

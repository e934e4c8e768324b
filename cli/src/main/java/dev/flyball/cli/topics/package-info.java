/** The topic catalogue against what a Kafka cluster really has. */
@NullMarked
package dev.flyball.cli.topics;

import org.jspecify.annotations.NullMarked;

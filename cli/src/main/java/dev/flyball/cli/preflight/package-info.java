/** Asks Kafka and Redis whether they are there before anything is started that needs them. */
@NullMarked
package dev.flyball.cli.preflight;

import org.jspecify.annotations.NullMarked;

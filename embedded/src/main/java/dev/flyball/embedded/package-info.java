/** A real Kafka broker in this JVM and a real redis-server beside it, for the demo and for tests. */
@NullMarked
package dev.flyball.embedded;

import org.jspecify.annotations.NullMarked;

/** The door: what apps use to publish samples of their requests. */
@NullMarked
package dev.flyball.ingest;

import org.jspecify.annotations.NullMarked;

/** Mergeable summaries with a byte format of their own: {@link dev.flyball.schemas.sketch.LatencySketch} and {@link dev.flyball.schemas.sketch.UserSketch}. */
@NullMarked
package dev.flyball.schemas.sketch;

import org.jspecify.annotations.NullMarked;

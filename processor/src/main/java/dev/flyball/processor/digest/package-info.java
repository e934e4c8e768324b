/** Mergeable summaries of samples: what stage 1 accumulates and stage 2 reads. */
@NullMarked
package dev.flyball.processor.digest;

import org.jspecify.annotations.NullMarked;

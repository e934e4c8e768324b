/** Samples that are replayed: where they are read from, and what is told of them. */
@NullMarked
package dev.flyball.cli.replay;

import org.jspecify.annotations.NullMarked;

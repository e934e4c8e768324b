/** Event time: how far it is, and what happened in a stretch of it. */
@NullMarked
package dev.flyball.processor.windows;

import org.jspecify.annotations.NullMarked;

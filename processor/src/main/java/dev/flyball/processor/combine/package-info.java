/** What stage 1 makes of one input partition. Driven by the log alone. */
@NullMarked
package dev.flyball.processor.combine;

import org.jspecify.annotations.NullMarked;

/** The same thinking over a log that is read again, at full speed and without acting. Driven by the log alone. */
@NullMarked
package dev.flyball.processor.replay;

import org.jspecify.annotations.NullMarked;

/** What is wrong with an endpoint that asks for help, what would cure it, and whether that may be done now. */
@NullMarked
package dev.flyball.optimizer.decide;

import org.jspecify.annotations.NullMarked;

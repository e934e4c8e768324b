/** Calls the user's own service over HTTP. */
@NullMarked
package dev.flyball.optimizer.webhook;

import org.jspecify.annotations.NullMarked;

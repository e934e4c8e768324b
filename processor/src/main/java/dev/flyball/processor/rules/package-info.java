/** When an endpoint counts as bad, and what becomes of an alert. */
@NullMarked
package dev.flyball.processor.rules;

import org.jspecify.annotations.NullMarked;

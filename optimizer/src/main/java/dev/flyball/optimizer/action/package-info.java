/** What is done about a bad endpoint: the change of its cache, how its effect is measured, and what it came to. */
@NullMarked
package dev.flyball.optimizer.action;

import org.jspecify.annotations.NullMarked;

/** Whether treated keys fare differently from the others, and how sure that is: statistics, and nothing else. */
@NullMarked
package dev.flyball.optimizer.verify;

import org.jspecify.annotations.NullMarked;

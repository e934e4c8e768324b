/** When and how a server of Redis is relieved of memory. */
@NullMarked
package dev.flyball.optimizer.memory;

import org.jspecify.annotations.NullMarked;

/** The hand: decides about requests for help, acts on the caches, and looks whether it helped. */
@NullMarked
package dev.flyball.optimizer;

import org.jspecify.annotations.NullMarked;

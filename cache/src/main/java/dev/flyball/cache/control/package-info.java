/** How the cache is steered: the control records, what they order for a key, and how far they may be trusted. */
@NullMarked
package dev.flyball.cache.control;

import org.jspecify.annotations.NullMarked;

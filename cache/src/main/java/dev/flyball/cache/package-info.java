/** The lever: a two-tier cache that apps use and the optimizer steers. */
@NullMarked
package dev.flyball.cache;

import org.jspecify.annotations.NullMarked;

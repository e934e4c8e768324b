/** The demo's shop: a small backend with a database and a cache, to be watched, broken and healed. */
@NullMarked
package dev.flyball.cli.storefront;

import org.jspecify.annotations.NullMarked;

/** What the commands of the cache find out, and how they say it. */
@NullMarked
package dev.flyball.cli.cache;

import org.jspecify.annotations.NullMarked;

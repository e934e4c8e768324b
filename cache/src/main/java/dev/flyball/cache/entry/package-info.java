/** What is kept of a value besides the value: its name, its stamp, and their form in bytes. */
@NullMarked
package dev.flyball.cache.entry;

import org.jspecify.annotations.NullMarked;

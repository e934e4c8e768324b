/** Text that is fit for a terminal. */
@NullMarked
package dev.flyball.cli.text;

import org.jspecify.annotations.NullMarked;

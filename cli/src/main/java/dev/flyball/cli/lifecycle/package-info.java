/** How what was started together is ended together. */
@NullMarked
package dev.flyball.cli.lifecycle;

import org.jspecify.annotations.NullMarked;

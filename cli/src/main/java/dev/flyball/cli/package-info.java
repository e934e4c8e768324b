/** The doorbell: the flyball command, and the demo with its storefront. */
@NullMarked
package dev.flyball.cli;

import org.jspecify.annotations.NullMarked;

/** Makes up what a backend would have answered; pure. */
@NullMarked
package dev.flyball.loadgen.synthetic;

import org.jspecify.annotations.NullMarked;

/** When requests are due: arrival schedules and the clock that they are kept by; pure. */
@NullMarked
package dev.flyball.loadgen.pacing;

import org.jspecify.annotations.NullMarked;

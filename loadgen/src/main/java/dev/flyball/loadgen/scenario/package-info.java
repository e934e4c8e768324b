/** What traffic is wanted: scenarios, their phases, and the requests drawn from them; pure. */
@NullMarked
package dev.flyball.loadgen.scenario;

import org.jspecify.annotations.NullMarked;

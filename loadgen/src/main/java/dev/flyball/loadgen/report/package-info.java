/** What a run came to, as JSON and as text. */
@NullMarked
package dev.flyball.loadgen.report;

import org.jspecify.annotations.NullMarked;

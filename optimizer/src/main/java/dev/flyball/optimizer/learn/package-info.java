/** What helped against what, and what is tried next because of it: statistics, and nothing else. */
@NullMarked
package dev.flyball.optimizer.learn;

import org.jspecify.annotations.NullMarked;

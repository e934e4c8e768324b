/** The topology on one page ({@link dev.flyball.processor.topology.ProcessorTopology}) and its two thin processors. */
@NullMarked
package dev.flyball.processor.topology;

import org.jspecify.annotations.NullMarked;

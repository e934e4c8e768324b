/** The demo: everything started in one process, two incidents, and the proof that they were healed. */
@NullMarked
package dev.flyball.cli.demo;

import org.jspecify.annotations.NullMarked;

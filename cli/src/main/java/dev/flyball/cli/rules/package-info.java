/** Rules as people write them in files, and as they lie on the rules topic. */
@NullMarked
package dev.flyball.cli.rules;

import org.jspecify.annotations.NullMarked;

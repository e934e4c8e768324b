/** Reads scenarios from YAML, strictly: a setting that is not known is an error with its line and a suggestion. */
@NullMarked
package dev.flyball.loadgen.yaml;

import org.jspecify.annotations.NullMarked;

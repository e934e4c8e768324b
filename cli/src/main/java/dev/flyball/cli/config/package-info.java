/** Where the settings come from: defaults, a YAML file, the environment and the command line, checked and explained. */
@NullMarked
package dev.flyball.cli.config;

import org.jspecify.annotations.NullMarked;

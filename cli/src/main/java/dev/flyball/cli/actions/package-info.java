/** What the optimizer did and proposes, and what people order about it. */
@NullMarked
package dev.flyball.cli.actions;

import org.jspecify.annotations.NullMarked;

/** The brain: combines samples into windows, decides on rules, answers queries. */
@NullMarked
package dev.flyball.processor;

import org.jspecify.annotations.NullMarked;

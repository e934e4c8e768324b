/** Answers questions about endpoints, alerts and optimizations over HTTP. */
@NullMarked
package dev.flyball.processor.query;

import org.jspecify.annotations.NullMarked;

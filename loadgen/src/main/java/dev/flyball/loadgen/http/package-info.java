/** Sends requests over HTTP. */
@NullMarked
package dev.flyball.loadgen.http;

import org.jspecify.annotations.NullMarked;

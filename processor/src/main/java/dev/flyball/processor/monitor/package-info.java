/** What is made of the digests: windows are closed, rules decided, help is asked for. Driven by event time alone. */
@NullMarked
package dev.flyball.processor.monitor;

import org.jspecify.annotations.NullMarked;

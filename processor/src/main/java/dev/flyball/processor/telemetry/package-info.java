/** Tells how the processor itself is doing: to Prometheus always, to CloudWatch if wanted. */
@NullMarked
package dev.flyball.processor.telemetry;

import org.jspecify.annotations.NullMarked;

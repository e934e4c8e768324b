package dev.flyball.processor.replay;

import org.jspecify.annotations.Nullable;

/**
 * One record of a log of samples.
 *
 * @param partition the input partition it lies in, 0 or more
 * @param position where in the partition: its offset, or the number of its line
 * @param appendedMs when it was appended, epoch milliseconds
 * @param value samples as they are on the wire; missing in a tick, which only carries the time
 */
@SuppressWarnings("ArrayRecordComponent") // Not copied: millions of them pass, and nobody compares them.
public record LogRecord(int partition, long position, long appendedMs, byte @Nullable [] value) {}

package dev.flyball.cli.replay;

import dev.flyball.processor.replay.LogRecord;
import dev.flyball.processor.replay.Replay;
import java.util.OptionalDouble;

/** Samples in the order in which they were appended. It is only read. */
public interface SampleLog extends AutoCloseable {
    /** Number of its partitions, 1 or more. */
    int partitions();

    /**
     * Gives the next record to the replay, and tells it when a partition has no more.
     *
     * @return false when there is none left
     * @throws dev.flyball.cli.Failure if it cannot be read
     */
    boolean feed(Replay replay);

    /** How much of it is read, 0 to 1; empty if nobody knows. */
    OptionalDouble share();

    /** Where a record lies, for people, such as {@code line 17}. */
    String place(LogRecord record);

    @Override
    void close();
}

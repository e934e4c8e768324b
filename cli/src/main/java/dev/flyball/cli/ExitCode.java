package dev.flyball.cli;

/** What the process tells the shell. */
final class ExitCode {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    /** The run itself went well, but a threshold that it had to meet was not met. */
    static final int THRESHOLD = 3;
    /** Kafka or Redis cannot be reached. */
    static final int CONNECTION = 4;

    static final int INTERRUPTED = 130;

    private ExitCode() {}
}

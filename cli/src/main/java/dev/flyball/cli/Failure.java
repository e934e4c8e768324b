package dev.flyball.cli;

/** A command cannot go on, for a reason that its user can do something about: one line, and an exit code. */
public final class Failure extends RuntimeException {
    private final int exitCode;

    private Failure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** Kafka or Redis cannot be reached. */
    public static Failure connection(String message) {
        return new Failure(ExitCode.CONNECTION, message);
    }

    /** Something else went wrong. */
    public static Failure failed(String message) {
        return new Failure(ExitCode.FAILED, message);
    }

    /** What was asked for makes no sense. */
    public static Failure usage(String message) {
        return new Failure(ExitCode.USAGE, message);
    }

    int exitCode() {
        return exitCode;
    }
}

package dev.flyball.benchmarks;

/** A set of figures that are measured together. */
public interface Suite {
    /** What it is called on the command line. */
    String name();

    /** One line that says what is measured. */
    String about();

    /**
     * Measures.
     *
     * @param quick whether a rough answer within a minute or two is enough
     */
    Report run(boolean quick) throws Exception;
}

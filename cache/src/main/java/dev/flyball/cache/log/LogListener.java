package dev.flyball.cache.log;

/** Hears what the reader of the logs has read, on its thread; must not wait. */
public interface LogListener {
    /** Another process has changed a key, which the table of changes knows already. */
    void changed(KeyChange change);

    /** Keys may have been changed without a word. */
    void missedChanges();

    /** The end of both logs has been reached, not for the first time only. */
    void atEnd();

    /** More of the control log has been read. */
    void controlRead();
}

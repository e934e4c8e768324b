package dev.flyball.cache;

import dev.flyball.cache.entry.EntryKey;

/** Tells other processes which keys were changed. */
interface Announcer {
    /** For a client without a log. */
    Announcer NOBODY = new Announcer() {
        @Override
        public void begin(EntryKey key, long token) {}

        @Override
        public void announce(EntryKey key, long token) {}
    };

    /** From now on this process goes by the change. */
    void begin(EntryKey key, long token);

    /** From now on the others get to know it; does not wait. */
    void announce(EntryKey key, long token);
}

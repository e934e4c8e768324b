package dev.flyball.cache.sweep;

/** Hears how a sweep goes, on its thread; must not wait. */
public interface SweepListener {
    /** After each step. */
    void progressed(Progress progress);

    /** A server does not answer; it will be asked again. */
    void retrying(String node, NodeException failure);

    /** For those who do not want to know. */
    SweepListener NONE = new SweepListener() {
        @Override
        public void progressed(Progress progress) {}

        @Override
        public void retrying(String node, NodeException failure) {}
    };
}

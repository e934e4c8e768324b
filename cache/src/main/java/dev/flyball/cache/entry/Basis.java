package dev.flyball.cache.entry;

/**
 * What a process knew when it began to get hold of a value. The value is at least as new as all of it, whatever happens
 * while it is being loaded.
 *
 * @param epoch of the namespace
 * @param controlPosition all records of the control log below this offset were known
 * @param keysPosition all records of the log of key changes below this offset were known
 * @param change token of the last change of the key that the lease told of; 0 if it told of none
 */
public record Basis(long epoch, long controlPosition, long keysPosition, long change) {
    /** The same, and a change of the key besides. */
    public Basis after(long token) {
        return new Basis(epoch, controlPosition, keysPosition, token);
    }
}

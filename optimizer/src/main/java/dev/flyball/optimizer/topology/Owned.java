package dev.flyball.optimizer.topology;

import dev.flyball.optimizer.action.Running;
import dev.flyball.schemas.CacheControl;
import java.util.Optional;

/**
 * A running action with the last control record that was written for it: until that is read back, only this store knows.
 */
record Owned(Running running, CacheControl written) {
    /** Of two records the one that caches go by, as far as is known. */
    CacheControl newest(Optional<CacheControl> read) {
        return read.filter(control -> control.version() >= written.version()).orElse(written);
    }

    /** Whether somebody else has changed the namespace since. */
    boolean isDisturbed(Optional<CacheControl> read) {
        return !newest(read).equals(written);
    }
}

package dev.flyball.loadgen.yaml;

import org.jspecify.annotations.Nullable;

/** A scenario that cannot be run; the message names the file, the line and the setting. */
public final class ScenarioException extends RuntimeException {
    ScenarioException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

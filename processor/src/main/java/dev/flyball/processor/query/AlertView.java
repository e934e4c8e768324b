package dev.flyball.processor.query;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.flyball.schemas.Alert;
import org.jspecify.annotations.Nullable;

/**
 * An alert with what was done about it.
 *
 * @param action id of the newest action that it led to, as in {@code /performance/optimizations}
 */
record AlertView(@JsonUnwrapped Alert alert, @Nullable String action) {}

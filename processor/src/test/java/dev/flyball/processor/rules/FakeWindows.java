package dev.flyball.processor.rules;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.windows.Windows;

/** The same digest, whatever is asked for. */
record FakeWindows(long boundaryMs, Digest digest) implements Windows {
    @Override
    public Digest between(long fromMs, long toMs) {
        return digest;
    }
}

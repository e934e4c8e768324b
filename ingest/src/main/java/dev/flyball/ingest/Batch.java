package dev.flyball.ingest;

import java.io.ByteArrayOutputStream;

/** The lines of one record while they are being gathered. Not thread-safe. */
final class Batch {
    private final int maxSamples;
    private final int maxBytes;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private int samples;

    Batch(int maxSamples, int maxBytes) {
        this.maxSamples = maxSamples;
        this.maxBytes = maxBytes;
    }

    /** Whether the line may be added; an empty batch takes any. */
    boolean hasRoomFor(byte[] line) {
        return samples == 0 || (samples < maxSamples && lines.size() + 1 + line.length <= maxBytes);
    }

    void add(byte[] line) {
        if (samples > 0) {
            lines.write('\n');
        }
        lines.writeBytes(line);
        samples++;
    }

    boolean isFull() {
        return samples >= maxSamples || lines.size() >= maxBytes;
    }

    boolean isEmpty() {
        return samples == 0;
    }

    int samples() {
        return samples;
    }

    /** The value of the record; the batch is empty afterwards. */
    byte[] take() {
        byte[] value = lines.toByteArray();
        discard();
        return value;
    }

    /** Empties the batch; returns how many samples were in it. */
    int discard() {
        int discarded = samples;
        lines.reset();
        samples = 0;
        return discarded;
    }
}

package dev.flyball.ingest;

import dev.flyball.schemas.Rejection;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.SampleLimits;
import dev.flyball.schemas.json.SampleReader;
import dev.flyball.schemas.json.SampleWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Turns a sample into its line, unless the processor would reject it. The judge is the reader that the processor uses,
 * so the two cannot disagree; reading back costs the publisher's own thread a microsecond or two a sample.
 */
final class LineEncoder {
    private final SampleReader reader;
    private final InstantSource clock;

    LineEncoder(SampleLimits limits, InstantSource clock) {
        reader = new SampleReader(limits);
        this.clock = clock;
    }

    /** The line, or nothing if the sample is invalid. */
    Optional<byte[]> encode(Sample sample) {
        byte[] line;
        try {
            line = SampleWriter.write(sample);
        } catch (UncheckedIOException e) {
            // Half a surrogate pair: there is no UTF-8 for it.
            return Optional.empty();
        }
        Verdict verdict = new Verdict();
        reader.read(line, clock.millis(), verdict);
        return verdict.accepted ? Optional.of(line) : Optional.empty();
    }

    private static final class Verdict implements SampleReader.Visitor {
        private boolean accepted;

        @Override
        public void sample(Sample sample) {
            accepted = true;
        }

        @Override
        public void rejected(Rejection rejection, int from, int to) {
            accepted = false;
        }
    }
}

package dev.flyball.processor;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.digest.DigestRecord;
import dev.flyball.processor.drift.Budget;
import dev.flyball.processor.drift.Detector;
import dev.flyball.processor.windows.Panes;
import dev.flyball.processor.windows.Retention;
import dev.flyball.schemas.sketch.MalformedBytesException;
import java.util.List;

/**
 * Whatever bytes lie on the digests topic or in a store, what reads them throws nothing but its own kind of refusal. A
 * build reads the corpus in {@code src/test/resources/dev/flyball/processor/HostileBytesFuzzTestInputs}. To look for new
 * bytes, for one method at a time:
 *
 * <pre>JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -pl processor -am -Dtest=HostileBytesFuzzTest#digestRecord</pre>
 *
 * What it finds is put into the corpus.
 */
final class HostileBytesFuzzTest {
    @FuzzTest(maxDuration = "30s")
    void digestRecord(byte[] bytes) {
        try {
            DigestRecord.ofBytes(DigestRecord.ofBytes(bytes).toBytes());
        } catch (MalformedBytesException refusal) {
            // As it should be.
        }
    }

    @FuzzTest(maxDuration = "30s")
    void digest(byte[] bytes) {
        try {
            Digest digest = Digest.ofBytes(bytes);
            digest.merge(Digest.ofBytes(bytes));
            Digest.ofBytes(digest.toBytes());
        } catch (MalformedBytesException refusal) {
            // As it should be.
        }
    }

    @FuzzTest(maxDuration = "30s")
    void detector(byte[] bytes) {
        try {
            Detector.ofBytes(Budget.DEFAULT, bytes).toBytes();
        } catch (MalformedBytesException refusal) {
            // As it should be.
        }
    }

    @FuzzTest(maxDuration = "30s")
    void block(byte[] bytes) {
        Panes panes = new Panes(Retention.of(List.of(10_000L, 3_600_000L), 120_000));
        try {
            panes.restore(0, 0, 0, bytes);
            panes.restored(10_000);
        } catch (MalformedBytesException refusal) {
            // As it should be.
        }
    }
}

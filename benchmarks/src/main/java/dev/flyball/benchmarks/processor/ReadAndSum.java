package dev.flyball.benchmarks.processor;

import dev.flyball.processor.digest.LiveDigests;
import dev.flyball.schemas.Rejection;
import dev.flyball.schemas.SampleLimits;
import dev.flyball.schemas.json.SampleReader;
import dev.flyball.schemas.json.SampleWriter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The inner loop of stage 1: a record's bytes become a sample, and the sample becomes part of a digest. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReadAndSum {
    private static final int RECORDS = 20_000;
    private static final long START_MS = 1_763_836_800_000L;

    private final SampleReader reader = new SampleReader(SampleLimits.DEFAULT);
    private final LiveDigests live = new LiveDigests();
    private final byte[][] records = new byte[RECORDS][];

    public ReadAndSum() {
        Traffic.Stream stream = new Traffic(1_000, Traffic.Skew.ZIPF, RECORDS).from(START_MS, 1);
        for (int i = 0; i < RECORDS; i++) {
            records[i] = SampleWriter.write(stream.next());
        }
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void read(Blackhole blackhole) {
        each(blackhole::consume);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public void readAndSum() {
        each(live::add);
        live.clear();
    }

    private interface Taker extends SampleReader.Visitor {
        @Override
        default void rejected(Rejection rejection, int from, int to) {
            throw new IllegalStateException("a good sample was rejected: " + rejection);
        }
    }

    private void each(Taker taker) {
        for (byte[] record : records) {
            reader.read(record, START_MS, taker);
        }
    }
}

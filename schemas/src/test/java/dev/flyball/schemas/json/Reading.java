package dev.flyball.schemas.json;

import dev.flyball.schemas.Rejection;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.SampleLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a record's value was read as. */
record Reading(List<Sample> samples, List<Rejected> rejections, byte[] value) {
    static final long NOW = 1_763_836_800_000L;

    private static final SampleReader READER = new SampleReader(SampleLimits.DEFAULT);

    record Rejected(Rejection rejection, int from, int to) {}

    static Reading of(String value) {
        return of(value.getBytes(StandardCharsets.UTF_8));
    }

    static Reading of(byte[] value) {
        return of(value, READER, NOW);
    }

    static Reading of(byte[] value, SampleReader reader, long now) {
        Reading reading = new Reading(new ArrayList<>(), new ArrayList<>(), value);
        reader.read(value, now, reading.new Kept());
        return reading;
    }

    /** Of a value that lies among other bytes. */
    static Reading among(byte[] bytes, int from, int to) {
        Reading reading = new Reading(new ArrayList<>(), new ArrayList<>(), Arrays.copyOfRange(bytes, from, to));
        READER.read(bytes, from, to, NOW, reading.new Kept());
        return reading;
    }

    private final class Kept implements SampleReader.Visitor {
        @Override
        public void sample(Sample sample) {
            samples.add(sample);
        }

        @Override
        public void rejected(Rejection rejection, int from, int to) {
            rejections.add(new Rejected(rejection, from, to));
        }
    }

    Sample sample() {
        if (samples.size() != 1 || !rejections.isEmpty()) {
            throw new AssertionError("not one sample: " + this);
        }
        return samples.get(0);
    }

    Rejection rejection() {
        if (!samples.isEmpty() || rejections.size() != 1) {
            throw new AssertionError("not one rejection: " + this);
        }
        return rejections.get(0).rejection();
    }

    /** The bytes of a rejected object. */
    String rejected(int index) {
        Rejected rejected = rejections.get(index);
        return new String(Arrays.copyOfRange(value, rejected.from(), rejected.to()), StandardCharsets.UTF_8);
    }
}

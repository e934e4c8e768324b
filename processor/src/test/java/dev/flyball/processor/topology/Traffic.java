package dev.flyball.processor.topology;

import dev.flyball.schemas.Sample;
import java.util.ArrayList;
import java.util.List;

/** Samples of one endpoint at an even rate, for tests. */
record Traffic(String service, String endpoint, int perSecond, double responseTimeMs, int status) {
    static Traffic healthy(int perSecond) {
        return new Traffic("shop", "GET /api/products/{id}", perSecond, 20, 200);
    }

    Traffic failing() {
        return new Traffic(service, endpoint, perSecond, responseTimeMs, 500);
    }

    Traffic taking(double ms) {
        return new Traffic(service, endpoint, perSecond, ms, status);
    }

    Traffic of(String other) {
        return new Traffic(service, other, perSecond, responseTimeMs, status);
    }

    /** The samples of the second that begins there. */
    List<Sample> second(long startMs) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < perSecond; i++) {
            long at = startMs + i * 1_000L / perSecond;
            samples.add(Sample.of(at, service, endpoint, responseTimeMs, status).withUser("u" + i));
        }
        return samples;
    }
}

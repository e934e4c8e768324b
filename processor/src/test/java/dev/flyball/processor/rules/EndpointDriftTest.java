package dev.flyball.processor.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.windows.Panes;
import dev.flyball.processor.windows.Retention;
import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Sample;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EndpointDriftTest {
    private static final long START_MS = 1_763_836_840_000L;

    private final Condition.Drift drift = new Condition.Drift(1, null);

    @Test
    void restingMakesNoDifference() {
        EndpointDrift rested = new EndpointDrift(drift);
        EndpointDrift awake = new EndpointDrift(drift);
        rested.rest();
        for (int second = 0; second < 900; second++) {
            show(rested, second);
            show(awake, second);
            if (second % 100 == 99) {
                rested.rest();
            }
        }

        assertThat(rested.changesAfter(START_MS + 900_000)).isEqualTo(awake.changesAfter(START_MS + 900_000));
        assertThat(rested.learned()).isEqualTo(awake.learned());
        rested.rest();
        assertThat(rested.learned()).isEqualTo(awake.learned());
    }

    private static void show(EndpointDrift drift, int second) {
        Random random = new Random(second);
        long paneMs = START_MS + second * 1_000L;
        Panes panes = new Panes(Retention.of(List.of(1_000L), 0));
        Digest pane = new Digest();
        for (int i = 0; i < 5; i++) {
            pane.add(Sample.of(paneMs, "shop", "GET /", 20 + random.nextInt(50), 200));
        }
        panes.add(paneMs, pane);
        drift.at(panes.upTo(paneMs + 1_000));
    }
}

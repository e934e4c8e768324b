package dev.flyball.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.processor.monitor.MonitorSettings;
import dev.flyball.processor.replay.Found;
import dev.flyball.processor.replay.LogRecord;
import dev.flyball.processor.replay.Range;
import dev.flyball.processor.replay.Replay;
import dev.flyball.processor.replay.ReplaySettings;
import dev.flyball.processor.windows.EventTime;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.json.SampleWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay comes to what the topology has come to, byte for byte and in the same order. */
final class ReplayedLogTest {
    private static final long START = 1_763_836_800_000L;
    private static final long END = START + 120_000;

    /** A record on {@code request-samples}; without samples it is a tick. */
    private record Entry(long appendedMs, List<Sample> samples) {}

    @TempDir
    private Path stateDir;

    private final Found found = new Found();
    private final List<Entry> log = log(new Random(7));
    private List<String> liveMetrics = List.of();
    private List<String> liveAlerts = List.of();

    @BeforeEach
    void live() {
        try (TopologyHarness harness = new TopologyHarness(stateDir)) {
            for (Entry entry : log) {
                if (entry.samples.isEmpty()) {
                    harness.tick(entry.appendedMs);
                } else {
                    harness.publish(entry.samples, entry.appendedMs);
                }
            }
            liveMetrics = json(harness.metrics());
            liveAlerts = json(harness.alerts());
        }
    }

    private Replay replay(Range range) {
        Replay replay = new Replay(ReplaySettings.ofTopic(1, EventTime.DEFAULT, MonitorSettings.DEFAULT, range), found);
        long offset = 0;
        for (Entry entry : log) {
            byte[] value = entry.samples.isEmpty() ? null : SampleWriter.write(entry.samples);
            replay.take(new LogRecord(0, offset++, entry.appendedMs, value));
        }
        replay.end(0);
        return replay;
    }

    @Test
    void theSameLogGivesTheSameMetricsAndAlerts() {
        Replay replay = replay(Range.ALL);

        assertThat(json(found.alerts)).isEqualTo(liveAlerts);
        assertThat(json(found.metrics)).isEqualTo(liveMetrics);
        assertThat(replay.totals().corrections()).isPositive();
        assertThat(replay.totals().late()).isPositive();
        assertThat(found.alerts)
                .extracting(alert -> alert.state())
                .contains(AlertState.PENDING, AlertState.FIRING, AlertState.RESOLVED);
    }

    @Test
    void aRangeGivesThePartOfThemThatLiesInIt() {
        replay(new Range(START + 30_000, START + 90_000));

        assertThat(json(found.metrics))
                .isNotEmpty()
                .isSubsetOf(liveMetrics)
                .containsAll(liveMetrics.stream()
                        .filter(event -> {
                            EndpointMetrics window =
                                    EventJson.read(event.getBytes(StandardCharsets.UTF_8), EndpointMetrics.class);
                            return window.revision() == 0
                                    && window.windowStart() >= START + 30_000
                                    && window.windowEnd() <= START + 90_000;
                        })
                        .toList());
        assertThat(json(found.alerts)).isNotEmpty().isSubsetOf(liveAlerts);
    }

    private static List<String> json(List<?> events) {
        return events.stream()
                .map(event -> new String(EventJson.write(event), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<Entry> log(Random random) {
        List<Entry> log = new ArrayList<>();
        for (long at = START; at < END; at += 500) {
            List<Sample> samples = new ArrayList<>();
            for (int i = 1 + random.nextInt(20); i > 0; i--) {
                samples.add(sample(random, at));
            }
            log.add(new Entry(at + random.nextInt(300), samples));
            log.add(new Entry(at + 400, List.of()));
        }
        return log;
    }

    private static Sample sample(Random random, long atMs) {
        boolean bad = atMs > START + 40_000 && atMs < START + 70_000 && random.nextInt(3) == 0;
        long late = random.nextInt(20) == 0 ? random.nextInt(60_000) : random.nextInt(900);
        return new Sample(
                atMs - late,
                "shop",
                "GET /" + random.nextInt(3),
                random.nextDouble() * 90 + (bad ? 700 : 0),
                bad ? 503 : 200,
                false,
                "u" + random.nextInt(300),
                null,
                "t" + random.nextInt(1_000_000),
                false,
                null,
                new ResourceUsage(random.nextDouble(), random.nextDouble(), random.nextDouble() * 1e6));
    }
}

package dev.flyball.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.processor.monitor.MonitorSettings;
import dev.flyball.processor.replay.ReplaySettings;
import dev.flyball.processor.windows.EventTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayRunTest {
    private static final Path EXAMPLE = Path.of("../examples/slow-checkout.ndjson.gz");
    private static final long READ_AT = 1_800_000_000_000L;

    private final List<String> said = new ArrayList<>();
    private final StringWriter printed = new StringWriter();
    private long nanos;

    private ReplayRun run(SampleLog log, ReplayOutput output) {
        return new ReplayRun(
                log,
                ReplaySettings.ofFile(EventTime.DEFAULT, MonitorSettings.DEFAULT),
                output,
                new ReplayTalk(said::add, () -> nanos));
    }

    @Test
    void whenNobodyReadsOnItEndsQuietly() {
        EventLines output = new EventLines(
                new PrintWriter(printed), () -> printed.toString().lines().count() == 3);

        try (SampleLog log = FileLog.open(EXAMPLE, READ_AT)) {
            run(log, output).run();
        }

        assertThat(printed.toString().lines()).hasSize(3);
        assertThat(said).isEmpty();
    }

    @Test
    void whenItIsEndedEarlyItSaysHowFarItCame() {
        try (SampleLog log = FileLog.open(EXAMPLE, READ_AT)) {
            ReplayRun[] run = new ReplayRun[1];
            EventLines output = new EventLines(new PrintWriter(printed), () -> {
                stop(run[0]);
                return false;
            });
            run[0] = run(log, output);
            run[0].run();
        }

        assertThat(printed.toString().lines()).hasSizeBetween(1, 4);
        assertThat(said).hasSize(2).first().asString().startsWith("ended early, after ");
    }

    /** Stop waits for the end, which this thread itself has to reach: so it is interrupted in that. */
    private static void stop(ReplayRun run) {
        Thread.currentThread().interrupt();
        assertThatThrownBy(run::stop).isInstanceOf(InterruptedException.class);
    }

    @Test
    void howItGoesIsToldEveryTwoSeconds() {
        try (SampleLog log = FileLog.open(EXAMPLE, READ_AT)) {
            ReplayTalk talk = new ReplayTalk(said::add, () -> nanos += 1_000_000_000);
            new ReplayRun(
                            log,
                            ReplaySettings.ofFile(EventTime.DEFAULT, MonitorSettings.DEFAULT),
                            new EventLines(new PrintWriter(printed), () -> false),
                            talk)
                    .run();
        }

        assertThat(said.get(0))
                .matches(
                        "[0-9.]+ %, [0-9,]+ samples, [0-9,]+ samples/s, at 2026-01-31T10:0\\d:\\d\\dZ, 0 alerts so far");
        assertThat(said.get(said.size() - 1)).contains("30 windows, 0 corrections, 1 alerts, in ");
    }

    @Test
    void aLineThatIsTooLongCostsOnlyItself(@TempDir Path folder) throws Exception {
        String good =
                "{\"timestamp\":1769853600000,\"service\":\"s\",\"endpoint\":\"e\",\"responseTimeMs\":1,\"status\":200}\n";
        Path file = Files.writeString(folder.resolve("long.ndjson"), good + "x".repeat(3 << 20) + "\n" + good);

        try (SampleLog log = FileLog.open(file, READ_AT)) {
            run(log, new EventLines(new PrintWriter(printed), () -> false)).run();
        }

        assertThat(said.get(0)).startsWith("line 2 is no sample: record-too-large: ");
        assertThat(said.get(1)).startsWith("replayed 2 samples of 1 endpoints (1 rejected, ");
    }
}

package dev.flyball.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedProcessTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @Test
    void closingThePipeKillsEvenAStoppedProcess() throws Exception {
        GuardedProcess process = start("sleep", "60");
        process.signal("STOP");

        process.end();

        assertThat(process.endsWithin(LONG)).isTrue();
        assertThat(ProcessHandle.of(process.pid()).filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void aTerminalThatGoesAwayLeavesTheGuardAtItsPost() throws Exception {
        GuardedProcess process = start("sh", "-c", "trap '' HUP INT; sleep 60 & wait");
        ProcessHandle guarded = ProcessHandle.of(process.pid()).orElseThrow();
        for (ProcessHandle each : guarded.parent().orElseThrow().descendants().toList()) {
            kill(each);
        }
        kill(guarded.parent().orElseThrow());

        process.end();

        assertThat(process.endsWithin(LONG)).isTrue();
        assertThat(guarded.onExit()).succeedsWithin(LONG);
    }

    private static void kill(ProcessHandle process) throws Exception {
        for (String signal : List.of("-HUP", "-INT")) {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }
    }

    @Test
    void aProcessThatEndsByItselfEndsItsGuard() throws Exception {
        assertThat(start("true").endsWithin(LONG)).isTrue();
    }

    @Test
    void aRunningProcessHasNotEnded() throws Exception {
        GuardedProcess process = start("sleep", "60");
        try {
            assertThat(process.endsWithin(Duration.ofMillis(1))).isFalse();
        } finally {
            process.end();
        }
    }

    private GuardedProcess start(String... command) throws Exception {
        return GuardedProcess.start(List.of(command), folder, folder.resolve("output"));
    }
}

package dev.flyball.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a process of its own, on a real Kafka and a real Redis: all incidents, and a clean end. */
class DemoIT {
    @TempDir
    private Path folder;

    private Process demo;

    @AfterEach
    void end() throws InterruptedException {
        demo.descendants().forEach(ProcessHandle::destroyForcibly);
        demo.destroyForcibly().waitFor();
    }

    @Test
    void incidentsAreDetectedCuredOrLeftAloneAndHealedAndNothingIsLeftBehind() throws Exception {
        demo = start("demo", "--headless", "--once", "--deadline", "450");

        assertThat(demo.waitFor(480, TimeUnit.SECONDS)).as(said()).isTrue();

        assertThat(demo.exitValue()).as(said()).isZero();
        assertThat(Files.readAllLines(folder.resolve("out")))
                .anyMatch(line -> line.contains("fault    bad deploy"))
                .anyMatch(line -> line.contains("action   GET /api/products/{id}: invalidate on namespace products"))
                .anyMatch(line -> line.contains("action   GET /api/products/{id}: invalidate on namespace products is"
                        + " judged: improved. The error rate of treated keys is"))
                .anyMatch(line -> line.contains("healed   GET /api/products/{id}: healed after"))
                .anyMatch(line -> line.contains("measure  GET /api/products/{id}: treated keys"))
                .anyMatch(line -> line.contains("fault    slow partner"))
                .anyMatch(line -> line.contains("action   GET /api/products: nothing done.")
                        && line.contains("this is not a cache problem"))
                .anyMatch(line -> line.contains("healed   GET /api/products: healed after"))
                .anyMatch(line -> line.contains("fault    slow database"))
                .anyMatch(
                        line -> line.contains("action   GET /api/categories/{id}: serve-stale on namespace categories"))
                .anyMatch(line -> line.contains("healed   GET /api/categories/{id}: healed after"));
        assertThat(temporaryFolders()).isEmpty();
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx768m",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                FlyballCommand.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("err")) + Files.readString(folder.resolve("out"));
    }

    private List<Path> temporaryFolders() throws IOException {
        try (var found = Files.list(folder)) {
            return found.filter(path -> path.getFileName().toString().startsWith("flyball-"))
                    .toList();
        }
    }
}

package dev.flyball.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flyball.cli.Shell.Result;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.json.SampleWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayCommandTest {
    private static final Path EXAMPLE = Path.of("../examples/slow-checkout.ndjson.gz");
    private static final long START = 1_769_853_600_000L;

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(Map.of(), folder);
    }

    private Result ok(String... args) {
        Result result = shell.run(args);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }

    private static List<JsonNode> events(Result result) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : result.out().lines().toList()) {
            events.add(new ObjectMapper().readTree(line));
        }
        return events;
    }

    private Path samples(int seconds) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (long at = 0; at < seconds * 1_000L; at += 100) {
            samples.add(Sample.of(START + at, "shop", "GET /", 20, 200));
        }
        return Files.write(folder.resolve("samples.ndjson"), SampleWriter.write(samples));
    }

    @Test
    void theExampleFiresOneAlertWhileTheCheckoutIsSlow() throws IOException {
        Result result = ok("replay", "--file", EXAMPLE.toString());

        List<JsonNode> alerts = events(result).stream()
                .filter(event -> event.path("type").asText().equals("alert"))
                .toList();
        assertThat(alerts)
                .extracting(
                        alert -> alert.path("state").asText(),
                        alert -> alert.path("rule").asText(),
                        alert -> alert.path("endpoint").asText())
                .containsExactly(
                        tuple("pending", "slow", "POST /api/checkout"),
                        tuple("firing", "slow", "POST /api/checkout"),
                        tuple("resolved", "slow", "POST /api/checkout"));
        assertThat(alerts.get(1).path("firedAt").asLong()).isBetween(START + 60_000, START + 70_000);
        assertThat(result.err())
                .contains("replayed 2,250 samples of 2 endpoints (0 rejected, 0 late)")
                .contains("30 windows, 0 corrections, 1 alerts");
    }

    @Test
    void aCompressedFileGivesTheSameAsAPlainOne() throws IOException {
        Path plain = folder.resolve("plain.ndjson");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(EXAMPLE))) {
            Files.copy(in, plain);
        }

        assertThat(ok("replay", "--file", plain.toString()).out())
                .isEqualTo(ok("replay", "--file", EXAMPLE.toString()).out());
    }

    @Test
    void aTableHasTheAlertsAndTheSumsOfEachEndpoint() {
        String out =
                ok("replay", "--file", EXAMPLE.toString(), "--output", "table").out();

        assertThat(out)
                .startsWith("STARTED")
                .containsPattern("2026-01-31T10:01:\\d\\dZ +2026-01-31T10:01:\\d\\dZ +2026-01-31T10:0[12]:\\d\\dZ "
                        + "+storefront POST /api/checkout +slow +p95 \\d+ ms vs 500 ms +\\d+ ms")
                .containsPattern("storefront GET /api/products/\\{id} +15 +1,350 ")
                .containsPattern("storefront POST /api/checkout +15 +900 ");
    }

    @Test
    void onlyOneKindIsToldIfThatIsWanted() throws IOException {
        assertThat(events(ok("replay", "--file", EXAMPLE.toString(), "--only", "metrics")))
                .hasSize(30)
                .allSatisfy(event -> {
                    assertThat(event.path("type").asText()).isEqualTo("metrics");
                    assertThat(event.has("sketches")).isFalse();
                });
        assertThat(events(ok("replay", "--file", EXAMPLE.toString(), "--only", "alerts")))
                .hasSize(3);
    }

    @Test
    void rulesOfAFileTakeThePlaceOfThoseThatCount() throws IOException {
        Path rules = Files.writeString(
                folder.resolve("rules.yaml"), "rules:\n- name: impatient\n  when: p95 > 1ms\n  for: 0s\n");

        assertThat(events(ok(
                        "replay", "--file", samples(15).toString(), "--only", "alerts", "--rules", rules.toString())))
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(alert.path("rule").asText()).isEqualTo("impatient"));
    }

    @Test
    void linesThatAreNoSamplesAreNamed() throws IOException {
        Path file = samples(1);
        String good = Files.readString(file);
        Files.writeString(file, "\n{\"timestamp\":1}\n" + good + "nonsense\u001b[2J\n".repeat(9));

        Result result = ok("replay", "--file", file.toString());

        assertThat(result.err().lines().filter(line -> line.contains("is no sample")))
                .hasSize(5)
                .first()
                .asString()
                .startsWith("flyball: line 2 is no sample: ");
        assertThat(result.err()).contains("(10 rejected, ").doesNotContain("\u001b");
    }

    @Test
    void aFileWithoutASampleFails() throws IOException {
        Path file = Files.writeString(folder.resolve("empty.ndjson"), "[]\n");

        Result result = shell.run("replay", "--file", file.toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("line 1 is no sample", "no sample to replay: all 1 were rejected");
    }

    @Test
    void aFileThatBreaksOffFailsAndIsNamed() throws IOException {
        Path file = folder.resolve("cut.ndjson.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            Files.copy(samples(60), out);
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        Result result = shell.run("replay", "--file", file.toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("cut.ndjson.gz: cannot be read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "replay; Give --from",
                "replay --to -1h; Give --from",
                "replay --file nowhere.ndjson; nowhere.ndjson: there is no such file",
                "replay --file .; is a folder",
                "replay --file x --from -1h; either --file or --from",
                "replay --file x --warm-up 5m; either --file or --from",
                "replay --from soon; 'soon' is not a time such as",
                "replay --from 2026-01-31T10:00:00; is not a time such as",
                "replay --from -1h --to -2h; --from must lie before --to",
                "replay --from 2999-01-31T10:00:00Z; --from must lie before now",
                "replay --from -1h --warm-up soon; 'soon' is not a time such as",
                "replay --file x --only both; --only",
                "replay --file x --rules nowhere.yaml; nowhere.yaml"
            })
    void whatMakesNoSenseIsAUsageMistake(String line, String fault) {
        Result result = shell.run(line.split(" "));

        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(fault);
    }
}

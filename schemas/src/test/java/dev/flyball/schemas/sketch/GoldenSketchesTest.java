package dev.flyball.schemas.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Bytes that were ever written are read for ever, and the same content is still the same bytes. */
class GoldenSketchesTest {
    @Test
    void anEmptyLatencySketch() throws IOException {
        assertLatencies("latency-empty-v1.hex", LongStream.empty());
    }

    @Test
    void aLatencySketchOfValues() throws IOException {
        LatencySketch read = assertLatencies("latency-raw-v1.hex", LongStream.of(12_345, 0, 86_400_000_000L, 900, 900));

        assertThat(read.sumMicros()).isEqualTo(86_400_014_145L);
        assertThat(read.quantileMicros(0.5)).isEqualTo(900);
        assertThat(read.maxMicros()).isEqualTo(86_400_000_000L);
    }

    @Test
    void aLatencySketchOfBins() throws IOException {
        LatencySketch read = assertLatencies(
                "latency-bins-v1.hex", LongStream.range(0, 1_000).map(i -> i * i * i));

        assertThat(read.count()).isEqualTo(1_000);
        assertThat(read.sumMicros()).isEqualTo(249_500_250_000L);
        assertThat(read.minMicros()).isZero();
        assertThat(read.maxMicros()).isEqualTo(997_002_999);
        assertThat(read.quantileMicros(0.5)).isEqualTo(1.2544037781732173E8);
        assertThat(read.countAbove(125_000_000)).isEqualTo(501);
    }

    @Test
    void anEmptyUserSketch() throws IOException {
        assertUsers("users-empty-v1.hex", 0);
    }

    @Test
    void aUserSketchOfHashes() throws IOException {
        assertThat(assertUsers("users-hashes-v1.hex", 10).count()).isEqualTo(10);
    }

    @Test
    void aUserSketchOfFewRegisters() throws IOException {
        assertThat(assertUsers("users-few-registers-v1.hex", 300).count()).isEqualTo(300);
    }

    @Test
    void aUserSketchOfRegisters() throws IOException {
        assertThat(assertUsers("users-registers-v1.hex", 1_000).count()).isEqualTo(1015);
    }

    private static LatencySketch assertLatencies(String file, LongStream micros) throws IOException {
        byte[] golden = golden(file);
        LatencySketch today = new LatencySketch();
        micros.forEach(today::add);

        LatencySketch read = LatencySketch.ofBytes(golden);

        assertThat(read).isEqualTo(today);
        assertThat(read.toBytes()).isEqualTo(golden);
        return read;
    }

    private static UserSketch assertUsers(String file, int users) throws IOException {
        byte[] golden = golden(file);
        UserSketch today = new UserSketch();
        IntStream.range(0, users).forEach(i -> today.add("user-" + i));

        UserSketch read = UserSketch.ofBytes(golden);

        assertThat(read).isEqualTo(today);
        assertThat(read.toBytes()).isEqualTo(golden);
        return read;
    }

    private static byte[] golden(String file) throws IOException {
        String hex = Files.readString(Path.of("src/test/resources/golden/sketch", file));
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
}

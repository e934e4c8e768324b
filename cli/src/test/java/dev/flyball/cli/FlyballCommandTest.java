package dev.flyball.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flyball.cli.Shell.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class FlyballCommandTest {
    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(Map.of(), folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "topics", "config", "tpics", "topics list --sett x", "config show -o xml"})
    void aMistakeInTheCommandLineIsExplainedOnStderr(String line) {
        Result result = shell.run(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("flyball: ").contains("--help'").doesNotContain("\tat ");
    }

    @Test
    void anUnknownCommandIsAnsweredWithTheNearestOne() {
        assertThat(shell.run("tpics").err()).contains("Did you mean: flyball topics?");
    }

    static Stream<CommandLine> commands() {
        return allBelow(FlyballCommand.commandLine(new dev.flyball.cli.config.Surroundings(Map.of(), Path.of(""))));
    }

    private static Stream<CommandLine> allBelow(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(FlyballCommandTest::allBelow));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasAHelpThatSaysWhatItIsFor(CommandLine command) {
        String[] path = command.getCommandSpec().qualifiedName(" ").split(" ");
        String[] args =
                Stream.concat(Stream.of(path).skip(1), Stream.of("--help")).toArray(String[]::new);

        Result result = shell.run(args);

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("Usage: " + command.getCommandSpec().qualifiedName(" "));
        assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
    }

    @Test
    void theVersionNamesWhatItRunsOn() {
        Result result = shell.run("version");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("flyball ", "Java " + Runtime.version(), "Kafka client 4.");
        assertThat(shell.run("--version").out()).isEqualTo(result.out());
    }

    @Test
    void aWrongSettingEndsWithTheUsageCodeAndOneLine() {
        Result result = shell.run("config", "show", "--set", "redis.ulr=x");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines())
                .containsExactly("flyball: --set redis.ulr: unknown setting 'redis.ulr'; did you mean 'redis.url'?");
    }

    @Test
    void theConfigurationIsShownAsATableAndAsJson() throws IOException {
        shell = new Shell(Map.of("FLYBALL_HTTP_TOKEN", "hush"), folder);

        assertThat(shell.run("config", "show").out())
                .startsWith("SETTING")
                .containsPattern("http.token +\\*{8} +FLYBALL_HTTP_TOKEN")
                .doesNotContain("hush");
        JsonNode json = new ObjectMapper()
                .readTree(shell.run("config", "show", "--output", "json").out());
        assertThat(json).anySatisfy(setting -> {
            assertThat(setting.path("key").asText()).isEqualTo("topics.partitions");
            assertThat(setting.path("value").asText()).isEqualTo("4");
            assertThat(setting.path("origin").asText()).isEqualTo("default");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"topics list", "topics create", "replay --from -1h", "processor", "optimizer", "storefront"})
    void aKafkaThatIsNotThereIsOneLineThatNamesTheAddressAndTheSetting(String line) throws IOException {
        int port = freePort();
        shell = new Shell(Map.of("FLYBALL_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + port), folder);

        Result result = shell.run(line.split(" "));

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .startsWith("flyball: Kafka cannot be reached at 127.0.0.1:" + port + " (connection refused)")
                .contains("kafka.bootstrap.servers (FLYBALL_KAFKA_BOOTSTRAP_SERVERS)");
    }

    @Test
    void somethingThatIsNotKafkaIsToldApart() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Result result =
                    shell.run("topics", "list", "-s", "kafka.bootstrap.servers=127.0.0.1:" + silent.getLocalPort());

            assertThat(result.exitCode()).isEqualTo(4);
            assertThat(result.err().lines())
                    .singleElement()
                    .asString()
                    .contains("does not answer as Kafka", "kafka.security.protocol");
        }
    }

    @Test
    void kafkaPropertiesThatMakeNoSenseAreAUsageMistake() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Result result = shell.run(
                    "topics",
                    "list",
                    "--set=kafka.bootstrap.servers=127.0.0.1:" + silent.getLocalPort(),
                    "--set=kafka.security.protocol=MAGIC");

            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err().lines()).singleElement().asString().contains("security.protocol", "MAGIC");
        }
    }

    @Test
    void controlCharactersFromElsewhereDoNotReachTheTerminal() {
        assertThat(shell.run("config", "show", "-s", "\u001b[2Jredis=1").err())
                .doesNotContain("\u001b")
                .contains("\u00b7[2Jredis");
    }

    @Test
    void aLoadRunThatMissesItsThresholdEndsWithThree() throws IOException {
        Path scenario = scenario("name: nobody\ntarget: http://127.0.0.1:" + freePort()
                + "\nrequests:\n  - path: /\nphases:\n  - {name: knock, duration: 200ms, arrivalRate: 20}\n");

        Result met = shell.run("load", scenario.toString(), "--output", "json");
        Result missed = shell.run("load", scenario.toString(), "--max-error-rate", "0.5");

        assertThat(met.exitCode()).isZero();
        assertThat(new ObjectMapper()
                        .readTree(met.out())
                        .path("total")
                        .path("successRate")
                        .asDouble())
                .isZero();
        assertThat(missed.exitCode()).isEqualTo(3);
        assertThat(missed.err()).contains("threshold missed: the error rate is 1.0000");
    }

    @Test
    void aScenarioThatMakesNoSenseIsAUsageMistake() throws IOException {
        Result result = shell.run("load", scenario("nam: nobody\n").toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("flyball: ")
                .contains("scenario.yaml")
                .doesNotContain("\tat ");
    }

    private Path scenario(String yaml) throws IOException {
        return Files.writeString(folder.resolve("scenario.yaml"), yaml);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

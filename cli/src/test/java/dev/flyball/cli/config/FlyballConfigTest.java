package dev.flyball.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlyballConfigTest {
    @TempDir
    Path folder;

    @Test
    void strongerLayersWinAndEachValueKnowsWhereItComesFrom() throws IOException {
        write("redis.url: redis://file:1\nhttp:\n  port: 1001\ntopics:\n  partitions: 7\n");

        FlyballConfig config =
                load(Map.of("FLYBALL_HTTP_PORT", "1002", "FLYBALL_TOPICS_PARTITIONS", "8"), "topics.partitions=9");

        assertThat(shown(config, "topics.prefix")).isEqualTo("flyball. from default");
        assertThat(shown(config, "redis.url")).isEqualTo("redis://file:1 from " + folder + "/flyball.yaml:1");
        assertThat(shown(config, "http.port")).isEqualTo("1002 from FLYBALL_HTTP_PORT");
        assertThat(shown(config, "topics.partitions")).isEqualTo("9 from --set topics.partitions");
        assertThat(config.topics().partitions()).isEqualTo(9);
    }

    @Test
    void theFileIsTheNamedOneThenTheOneInTheEnvironmentThenTheUsualOne() throws IOException {
        Files.writeString(folder.resolve("named.yaml"), "topics.prefix: named.");
        Files.writeString(folder.resolve("variable.yaml"), "topics.prefix: variable.");
        write("topics.prefix: usual.");
        Map<String, String> environment = Map.of("FLYBALL_CONFIG", "variable.yaml");

        assertThat(FlyballConfig.load(new Surroundings(environment, folder), Path.of("named.yaml"), List.of())
                        .topics()
                        .prefix())
                .isEqualTo("named.");
        assertThat(load(environment).topics().prefix()).isEqualTo("variable.");
        assertThat(load(Map.of()).topics().prefix()).isEqualTo("usual.");
    }

    @Test
    void aFileThatWasNamedMustExist() {
        problems(Map.of("FLYBALL_CONFIG", "nowhere.yaml"))
                .singleElement()
                .asString()
                .contains("nowhere.yaml: there is no such file");
    }

    @Test
    void kafkasPropertiesPassThroughHoweverTheyAreWritten() throws IOException {
        write(
                "kafka:\n  bootstrap.servers: [one:1, two:2]\n  security:\n    protocol: SSL\n  my.interceptor.rate: 3\n");

        FlyballConfig config = load(Map.of("FLYBALL_KAFKA_SASL_JAAS_CONFIG", "secret module"));

        assertThat(config.kafka())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "bootstrap.servers", "one:1,two:2",
                        "security.protocol", "SSL",
                        "my.interceptor.rate", "3",
                        "sasl.jaas.config", "secret module"));
    }

    @Test
    void everyUnknownKeyIsNamedWithItsPlaceAndTheOneThatWasMeant() throws IOException {
        write("redis:\n  ulr: redis://x:1\nkafka:\n  bootstrap.server: x:1\n");

        problems(Map.of("FLYBALL_HTPT_PORT", "1"), "nothing.like.it=1")
                .containsExactly(
                        folder + "/flyball.yaml:2: unknown setting 'redis.ulr'; did you mean 'redis.url'?",
                        folder + "/flyball.yaml:4: unknown setting 'kafka.bootstrap.server';"
                                + " did you mean 'kafka.bootstrap.servers'?",
                        "environment: no setting has the variable FLYBALL_HTPT_PORT; did you mean FLYBALL_HTTP_PORT?",
                        "--set nothing.like.it: unknown setting 'nothing.like.it';"
                                + " 'flyball config show' lists all settings");
    }

    @Test
    void whatKubernetesPutsIntoTheEnvironmentForServicesIsNoSetting() {
        FlyballConfig config = load(Map.of(
                "FLYBALL_HTTP_PORT", "tcp://10.0.0.1:80",
                "FLYBALL_SERVICE_HOST", "10.0.0.1",
                "FLYBALL_HTTP_SERVICE_PORT", "80",
                "FLYBALL_PORT_80_TCP_ADDR", "10.0.0.1"));

        assertThat(shown(config, "http.port")).isEqualTo("8090 from default");
    }

    @ParameterizedTest
    @CsvSource({
        "redis.url=localhost:6379, 'redis.url must be redis://[user:password@]host:port[/database]'",
        "redis.url=http://localhost, 'redis.url must be redis://[user:password@]host:port[/database]'",
        "http.port=65536, http.port must be a whole number from 0 to 65535",
        "http.port=many, http.port must be a whole number from 0 to 65535",
        "topics.partitions=0, topics.partitions must be a whole number from 1 to 1000",
        "kafka.bootstrap.servers=, kafka.bootstrap.servers must be a text",
        "topics.prefix=a b, 'topics.prefix must be up to 100 letters, digits'"
    })
    void aValueMustBeWhatItsSettingWants(String assignment, String problem) {
        problems(Map.of(), assignment)
                .singleElement()
                .asString()
                .startsWith("--set " + assignment.substring(0, assignment.indexOf('=')))
                .contains(problem);
    }

    @Test
    void anAssignmentNeedsAKeyAndAnEqualsSign() {
        problems(Map.of(), "redis.url").containsExactly("--set redis.url: write --set key=value");
    }

    @Test
    void secretsAreNeverShown() {
        FlyballConfig config = load(
                Map.of(),
                "kafka.ssl.keystore.password=hush",
                "kafka.sasl.jaas.config=hush",
                "http.token=hush",
                "redis.url=redis://me:hush@cache:6379");

        assertThat(config.shown()).noneMatch(setting -> setting.value().contains("hush"));
        assertThat(shown(config, "redis.url")).startsWith("redis://me:********@cache:6379");
        assertThat(config.redis().getUserInfo()).isEqualTo("me:hush");
    }

    @Test
    void aWrongValueWithASecretInItDoesNotShowIt() {
        problems(Map.of(), "redis.url=http://me:hush@cache")
                .allSatisfy(problem -> assertThat(problem).doesNotContain("hush"));
    }

    @ParameterizedTest
    @CsvSource({
        "'redis: [1', flyball.yaml:1: not YAML",
        "'just text', flyball.yaml:1: expected 'section:'",
        "'redis.url: redis://a:1\nredis:\n  url: redis://b:1', flyball.yaml:3: redis.url is set already"
    })
    void aBrokenFileIsRefusedWithTheLine(String yaml, String problem) throws IOException {
        write(yaml);

        problems(Map.of()).singleElement().asString().contains(problem);
    }

    @Test
    void anEmptySectionIsFine() throws IOException {
        write("redis:\n  # url: redis://x:1\n");

        assertThat(shown(load(Map.of()), "redis.url")).endsWith("from default");
    }

    private void write(String yaml) throws IOException {
        Files.writeString(folder.resolve("flyball.yaml"), yaml);
    }

    private FlyballConfig load(Map<String, String> environment, String... assignments) {
        return FlyballConfig.load(new Surroundings(environment, folder), null, List.of(assignments));
    }

    private ListAssert<String> problems(Map<String, String> environment, String... assignments) {
        return assertThat(catchThrowableOfType(ConfigException.class, () -> load(environment, assignments))
                .problems());
    }

    private static String shown(FlyballConfig config, String key) {
        return config.shown().stream()
                .filter(setting -> setting.key().equals(key))
                .map(setting -> setting.value() + " from " + setting.origin())
                .findFirst()
                .orElseThrow();
    }
}

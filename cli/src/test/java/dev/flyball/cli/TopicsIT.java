package dev.flyball.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.cli.Shell.Result;
import dev.flyball.embedded.EmbeddedKafka;
import dev.flyball.schemas.topic.Topics;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsIT {
    private static EmbeddedKafka kafka;
    private static Shell shell;

    @BeforeAll
    static void start(@TempDir Path folder) {
        kafka = EmbeddedKafka.start(EmbeddedKafka.Settings.DEFAULT);
        shell = new Shell(Map.of("FLYBALL_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()), folder);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void topicsAreCreatedOnceAndAreThenAsTheCatalogueWantsThem() {
        String mine = "topics.prefix=once.";
        assertThat(states(shell.run("topics", "list", "--set", mine))).containsOnly("missing");

        assertThat(states(shell.run("topics", "create", "--set", mine)))
                .hasSize(Topics.DEFAULT.all().size())
                .containsOnly("created");

        assertThat(states(shell.run("topics", "create", "--set", mine))).containsOnly("exists");
        assertThat(states(shell.run("topics", "list", "--set", mine))).containsOnly("exists");
    }

    @Test
    void aTopicThatIsOtherThanTheCatalogueSaysIsLeftAloneAndReported() {
        shell.run("topics", "create", "--set", "topics.prefix=other.", "--set", "topics.partitions=2");

        Result result = shell.run("topics", "create", "--set", "topics.prefix=other.", "--set", "topics.partitions=3");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .containsPattern("other.request-samples +differs .* partitions 2 instead of 3")
                .containsPattern("other.rules +exists");
    }

    @Test
    void moreCopiesThanBrokersAreRefusedInOneLine() {
        Result result = shell.run("topics", "create", "--set=topics.prefix=copies.", "--replication-factor", "3");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err().lines()).singleElement().asString().startsWith("flyball: Kafka refused: ");
    }

    private static String[] states(Result result) {
        return result.out().lines().skip(1).map(line -> line.split(" +")[1]).toArray(String[]::new);
    }
}

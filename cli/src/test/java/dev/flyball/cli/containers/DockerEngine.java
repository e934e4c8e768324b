package dev.flyball.cli.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/** The engine that tests with containers need; where none answers they are skipped, and say so in one line. */
final class DockerEngine {
    /** When true, an engine has to answer: no test may be skipped for want of one. */
    private static final String REQUIRED = "REQUIRE_DOCKER";

    private DockerEngine() {}

    static void isNeededBy(Class<?> test) {
        if (Boolean.parseBoolean(System.getenv(REQUIRED))) {
            assertThat(answers())
                    .as("a Docker engine answers, as %s=true demands", REQUIRED)
                    .isTrue();
            return;
        }
        // Where there is no engine, that is all there is to say; the search for one has more to tell.
        ((Logger) LoggerFactory.getLogger("org.testcontainers.dockerclient")).setLevel(Level.OFF);
        boolean answers = answers();
        String reason = test.getSimpleName() + " is skipped, as no Docker engine answers: the pipeline was not checked"
                + " against the images of Kafka and Redis";
        if (!answers) {
            System.err.println(reason);
        }
        assumeTrue(answers, reason);
    }

    private static boolean answers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }
}

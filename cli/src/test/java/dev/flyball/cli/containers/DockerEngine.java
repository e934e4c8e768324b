package dev.flyball.cli.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.testcontainers.DockerClientFactory;

/** The engine that tests with containers need; where none answers they are skipped, and say so. */
final class DockerEngine {
    /** When true, an engine has to answer: no test may be skipped for want of one. */
    private static final String REQUIRED = "REQUIRE_DOCKER";

    private DockerEngine() {}

    static void isNeededBy(Class<?> test) {
        boolean answers = DockerClientFactory.instance().isDockerAvailable();
        if (Boolean.parseBoolean(System.getenv(REQUIRED))) {
            assertThat(answers)
                    .as("%s is true, but no Docker engine answers", REQUIRED)
                    .isTrue();
        }
        String reason = test.getSimpleName() + " is skipped: no Docker engine answers; it checks the pipeline against"
                + " the images of Kafka and Redis";
        if (!answers) {
            System.err.println(reason);
        }
        assumeTrue(answers, reason);
    }
}

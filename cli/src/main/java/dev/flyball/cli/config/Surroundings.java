package dev.flyball.cli.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * What the process was started in.
 *
 * @param environment the environment variables
 * @param directory the folder that relative paths start from
 */
public record Surroundings(Map<String, String> environment, Path directory) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Those of this process. */
    public static Surroundings ofProcess() {
        return new Surroundings(System.getenv(), Path.of(""));
    }
}

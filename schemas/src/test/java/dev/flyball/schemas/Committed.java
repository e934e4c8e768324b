package dev.flyball.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is generated from the code and committed: a test fails when the two drift apart. */
public final class Committed {
    private static final boolean REGENERATE = Boolean.getBoolean("flyball.regenerate");

    private Committed() {}

    /**
     * Fails unless the file has this content; writes it instead when asked to.
     *
     * @param path from the module's directory
     */
    public static void check(Path path, String expected, Class<?> test) {
        try {
            if (REGENERATE) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, expected);
            }
            assertThat(Files.exists(path) ? Files.readString(path) : "")
                    .as(
                            "%s is generated; after a change on purpose run: mvn -pl schemas test -Dtest=%s -Dflyball.regenerate=true",
                            path, test.getSimpleName())
                    .isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

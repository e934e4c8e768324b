package dev.flyball.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * What a processor is called in its consumer group, kept beside its state. A processor that was killed and comes back
 * with its state is the same member as before, and goes on at once; a stranger would have to wait until the session of
 * the dead one is over.
 */
final class InstanceId {
    private static final String FILE = "instance-id";

    private InstanceId() {}

    /**
     * The one of that folder, or a new one.
     *
     * @throws UncheckedIOException if it can be neither read nor written
     */
    static String of(Path stateDir) {
        Path file = stateDir.resolve(FILE);
        try {
            if (Files.exists(file)) {
                return UUID.fromString(Files.readString(file).strip()).toString();
            }
            String id = UUID.randomUUID().toString();
            Files.createDirectories(stateDir);
            Files.writeString(file, id);
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException("processor.state-dir cannot be used: " + stateDir, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(file + " holds no instance id; delete it", e);
        }
    }
}

package dev.flyball.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/**
 * A redis-server that runs on this machine.
 *
 * @param source which version, and where it comes from
 */
record RedisBinary(Path executable, String source) {
    static final String SETTING = "EMBEDDED_REDIS_EXECUTABLE";

    /**
     * The first that runs: the one that the setting names, one on the PATH, one of the bundled ones.
     *
     * @param unpackInto where a bundled one is unpacked
     * @throws IllegalStateException if there is none, or the one that the setting names does not run
     */
    static RedisBinary find(Map<String, String> environment, Folder unpackInto) {
        String wanted = environment.get(SETTING);
        if (wanted != null && !wanted.isBlank()) {
            return check(Path.of(wanted), SETTING)
                    .orElseThrow(() -> new IllegalStateException(SETTING + "=" + wanted
                            + " does not run: name a redis-server, or unset it to use another one"));
        }
        return Stream.<Supplier<Optional<RedisBinary>>>of(
                        () -> onPath(environment.get("PATH")),
                        () -> bundled(OsArchitecture.detectOSandArchitecture(), unpackInto),
                        // Static, so it runs where the other one lacks its libraries.
                        () -> bundled(OsArchitecture.UNIX_x86, unpackInto))
                .flatMap(candidate -> candidate.get().stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no redis-server runs here: neither one on the PATH nor a"
                        + " bundled one; install Redis, or name a redis-server in " + SETTING));
    }

    private static Optional<RedisBinary> onPath(@Nullable String path) {
        return Stream.of((path == null ? "" : path).split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .flatMap(executable -> check(executable, executable.toString()).stream())
                .findFirst();
    }

    private static Optional<RedisBinary> bundled(OsArchitecture machine, Folder unpackInto) {
        String name = ExecutableProvider.newProvidedVersionsMap().get(machine);
        if (name == null) {
            return Optional.empty();
        }
        String resource = name.startsWith("/") ? name : "/" + name;
        Path executable = unpackInto.file(Path.of(resource).getFileName().toString());
        try (InputStream bytes = ExecutableProvider.class.getResourceAsStream(resource)) {
            if (bytes == null) {
                return Optional.empty();
            }
            Files.copy(bytes, executable);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack the bundled redis-server to " + executable, e);
        }
        return executable.toFile().setExecutable(true) ? check(executable, "bundled") : Optional.empty();
    }

    /** Runs it, since an executable file may still lack the libraries that it wants. */
    private static Optional<RedisBinary> check(Path executable, String origin) {
        try {
            Process process = new ProcessBuilder(executable.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readNBytes(1000), StandardCharsets.UTF_8);
            return process.waitFor() == 0
                    ? Optional.of(new RedisBinary(executable, version(answer) + ", " + origin))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** From {@code Redis server v=6.2.6 sha=...}. */
    private static String version(String answer) {
        return Stream.of(answer.split("\\s+"))
                .filter(word -> word.startsWith("v="))
                .map(word -> "Redis " + word.substring(2))
                .findFirst()
                .orElse("Redis of unknown version");
    }
}

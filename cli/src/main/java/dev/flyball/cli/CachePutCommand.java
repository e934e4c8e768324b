package dev.flyball.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flyball.cache.CacheClient;
import dev.flyball.cache.FlyballCache;
import dev.flyball.cache.Tags;
import dev.flyball.cache.ValueCodec;
import dev.flyball.cli.cache.Announcements;
import dev.flyball.cli.cache.CacheAccess;
import dev.flyball.cli.config.Surroundings;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flyball cache put}. */
@Command(
        name = "put",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Puts a value into the cache, as an app would: it replaces what is there and what is being loaded.",
            ""
        },
        footer = {
            "",
            "Example: flyball cache put products 42 '{\"id\":\"42\",\"price\":100}' --ttl 10m --tag brand:acme"
        })
final class CachePutCommand implements Callable<Integer> {
    private static final int MAX_BYTES = 16 << 20;
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final ValueCodec<byte[]> AS_IT_IS = new ValueCodec<>() {
        @Override
        public byte[] encode(byte[] value) {
            return value;
        }

        @Override
        public byte[] decode(byte[] bytes) {
            return bytes;
        }
    };

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Mixin
    private final ConfigOptions options;

    @Parameters(index = "0", paramLabel = "NAMESPACE", description = "Namespace of the cache.")
    @SuppressWarnings("NullAway.Init") // picocli
    private String namespace;

    @Parameters(index = "1", paramLabel = "KEY", description = "Key in it, as the app uses it.")
    @SuppressWarnings("NullAway.Init") // picocli
    private String key;

    @Parameters(
            index = "2",
            arity = "0..1",
            defaultValue = "-",
            paramLabel = "VALUE",
            description = "The value; - reads it from standard input, which is the default.")
    private String value = "-";

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            defaultValue = "5m",
            converter = TimeSpan.class,
            description = "How long it is fresh, up to 10 %% more or less (default: ${DEFAULT-VALUE}).")
    private Duration ttl = Duration.ofMinutes(5);

    @Option(names = "--tag", paramLabel = "TAG", description = "A tag that it carries; may be given several times.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--raw", description = "Takes the value as it is, even if it is not JSON.")
    private boolean raw;

    @Option(names = "--without-kafka", description = "There is no control log: apps use the cache with Redis alone.")
    private boolean withoutKafka;

    CachePutCommand(Surroundings surroundings) {
        this.options = new ConfigOptions(surroundings);
    }

    @Override
    public Integer call() throws Exception {
        CacheAccess access = new CacheAccess(options.load(), InstantSource.system());
        CacheAccess.namespace(namespace);
        byte[] bytes = value.equals("-") ? System.in.readAllBytes() : value.getBytes(UTF_8);
        if (!raw) {
            requireJson(bytes);
        }
        Announcements announcements = new Announcements();
        try (CacheClient client = access.client(!withoutKafka, announcements)) {
            FlyballCache<byte[]> cache = cache(client);
            CacheAccess.await("the control record of " + namespace, () -> client.knows(namespace));
            cache.put(key, bytes, Tags.of(tags));
            if (cache.get(key).filter(found -> Arrays.equals(found, bytes)).isEmpty()) {
                throw Failure.failed("the value was not kept: Redis refused it, it has more than " + MAX_BYTES
                        + " bytes, or somebody else was faster");
            }
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        }
        announcements.requireAll();
        spec.commandLine().getErr().println("flyball: put " + bytes.length + " bytes");
        return ExitCode.OK;
    }

    private FlyballCache<byte[]> cache(CacheClient client) {
        return client.namespace(namespace, byte[].class)
                .codec(AS_IT_IS)
                .ttl(ttl)
                .l1MaxEntries(0)
                .maxEntryBytes(MAX_BYTES)
                .build();
    }

    private static void requireJson(byte[] bytes) {
        try {
            JSON.readTree(bytes);
        } catch (IOException e) {
            throw Failure.usage("the value is not JSON, which apps read unless they have a codec of their own: "
                    + "put a text in double quotes, or say --raw");
        }
    }
}

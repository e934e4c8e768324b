package dev.flyball.cli;

import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom, and what thinking may not touch. */
class ArchitectureTest {
    private static final JavaClasses FLYBALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.flyball");

    private static final List<String> MODULES =
            List.of("schemas", "embedded", "cache", "ingest", "processor", "optimizer", "loadgen", "cli");

    @Test
    void everyModuleIsLookedAt() {
        assertThat(MODULES)
                .allSatisfy(module -> assertThat(FLYBALL)
                        .as(module)
                        .anyMatch(type -> type.getPackageName().startsWith("dev.flyball." + module)));
    }

    /** Topics join the modules; code does not. */
    @ParameterizedTest
    @ValueSource(strings = {"cache", "ingest", "processor", "loadgen"})
    void aModuleKnowsTheSharedLanguageAndNoSibling(String module) {
        noClasses()
                .that()
                .resideInAPackage(packageOf(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others(module, "schemas"))
                .check(FLYBALL);
    }

    /** It looks into Redis, and frees its memory, by the means of the cache; all else goes by topics. */
    @Test
    void justTheReliefOfMemoryInTheOptimizerKnowsTheCache() {
        noClasses()
                .that()
                .resideInAPackage(packageOf("optimizer"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others("optimizer", "schemas", "cache"))
                .check(FLYBALL);
        noClasses()
                .that()
                .resideInAPackage(packageOf("optimizer"))
                .and()
                .resideOutsideOfPackages("dev.flyball.optimizer.memory", "dev.flyball.optimizer.resources")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packageOf("cache"))
                .check(FLYBALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"schemas", "embedded"})
    void whatEverybodyUsesKnowsNobody(String module) {
        noClasses()
                .that()
                .resideInAPackage(packageOf(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others(module, module))
                .check(FLYBALL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.flyball.schemas",
                "dev.flyball.schemas.sketch",
                "dev.flyball.cache.control",
                "dev.flyball.cache.entry",
                "dev.flyball.cache.sweep",
                "dev.flyball.processor.digest",
                "dev.flyball.processor.drift",
                "dev.flyball.processor.monitor",
                "dev.flyball.processor.replay",
                "dev.flyball.processor.rules",
                "dev.flyball.processor.combine",
                "dev.flyball.processor.windows",
                "dev.flyball.optimizer.action",
                "dev.flyball.optimizer.decide",
                "dev.flyball.optimizer.learn",
                "dev.flyball.optimizer.memory",
                "dev.flyball.optimizer.verify",
                "dev.flyball.loadgen.pacing",
                "dev.flyball.loadgen.scenario"
            })
    void thinkingTouchesNeitherKafkaNorRedisNorHttpNorJson(String thinking) {
        assertThat(FLYBALL).anyMatch(type -> type.getPackageName().equals(thinking));
        noClasses()
                .that()
                .resideInAPackage(thinking)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "redis.clients..",
                        "io.javalin..",
                        "jakarta.servlet..",
                        "java.net.http..",
                        "com.fasterxml.jackson.core..",
                        "com.fasterxml.jackson.databind..")
                .check(FLYBALL);
    }

    /** Decisions must come out the same when the same log is read again; so time is handed in. */
    @Test
    void nobodyReadsTheWallClockBehindTheCallersBack() {
        noClasses()
                .should(callMethod(System.class, "currentTimeMillis"))
                .orShould(callMethod(Instant.class, "now"))
                .orShould(callMethod(Clock.class, "systemUTC"))
                .orShould(callMethod(Clock.class, "systemDefaultZone"))
                .check(FLYBALL);
    }

    private static String packageOf(String module) {
        return "dev.flyball." + module + "..";
    }

    private static String[] others(String module, String... allowed) {
        List<String> fine = Stream.concat(Stream.of(module), Stream.of(allowed)).toList();
        return MODULES.stream()
                .filter(other -> !fine.contains(other))
                .map(ArchitectureTest::packageOf)
                .toArray(String[]::new);
    }
}

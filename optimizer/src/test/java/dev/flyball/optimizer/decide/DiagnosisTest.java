package dev.flyball.optimizer.decide;

import static dev.flyball.optimizer.Traffic.brokenCache;
import static dev.flyball.optimizer.Traffic.slowOrigin;
import static dev.flyball.optimizer.Traffic.traffic;
import static dev.flyball.schemas.AlertKind.ERROR;
import static dev.flyball.schemas.AlertKind.LATENCY;
import static dev.flyball.schemas.CacheOutcome.BYPASS;
import static dev.flyball.schemas.CacheOutcome.L1;
import static dev.flyball.schemas.CacheOutcome.L2;
import static dev.flyball.schemas.CacheOutcome.MISS;
import static dev.flyball.schemas.CacheOutcome.STALE;
import static dev.flyball.schemas.Metric.MEAN;
import static dev.flyball.schemas.Metric.P95;
import static dev.flyball.schemas.Metric.THROUGHPUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.flyball.optimizer.Traffic;
import dev.flyball.optimizer.verify.Objective;
import dev.flyball.schemas.AlertKind;
import dev.flyball.schemas.Metric;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the numbers of an alert's window are taken for. */
class DiagnosisTest {
    static Stream<Arguments> errors() {
        return Stream.of(
                arguments("hits fail, misses do not", brokenCache(), Symptom.ERRORS_FROM_CACHE),
                arguments(
                        "hits of all kinds count together",
                        traffic()
                                .with(L1, 50, 5, 2)
                                .with(L2, 50, 5, 2)
                                .with(STALE, 50, 5, 2)
                                .with(MISS, 50, 0, 20),
                        Symptom.ERRORS_FROM_CACHE),
                arguments("nothing but hits, all bad", traffic().with(L1, 50, 50, 2), Symptom.ERRORS_FROM_CACHE),
                arguments(
                        "nothing but hits, some bad: there is nothing to compare with",
                        traffic().with(L1, 500, 50, 2),
                        Symptom.ERRORS_ELSEWHERE),
                arguments(
                        "two good misses prove little",
                        traffic().with(L1, 500, 100, 2).with(MISS, 2, 0, 20),
                        Symptom.ERRORS_ELSEWHERE),
                arguments(
                        "hits fail as often as misses",
                        traffic().with(L1, 200, 20, 2).with(MISS, 200, 20, 20),
                        Symptom.ERRORS_ELSEWHERE),
                arguments(
                        "misses fail, hits do not",
                        traffic().with(L1, 200, 0, 2).with(MISS, 40, 20, 20),
                        Symptom.ERRORS_FROM_ORIGIN),
                arguments(
                        "most errors came without asking the cache",
                        traffic().with(L1, 100, 5, 2).with(MISS, 100, 0, 2).with(BYPASS, 100, 60, 20),
                        Symptom.ERRORS_ELSEWHERE),
                arguments("no cache", brokenCache().withoutCache(), Symptom.NO_CACHE),
                arguments("no errors", slowOrigin(), Symptom.NO_EVIDENCE));
    }

    static Stream<Arguments> latencies() {
        return Stream.of(
                arguments("misses wait for the origin", slowOrigin(), Symptom.SLOW_ORIGIN),
                arguments("nothing but slow misses", traffic().with(MISS, 50, 0, 900), Symptom.SLOW_ORIGIN),
                arguments(
                        "hits are slow as well",
                        traffic().with(L1, 90, 0, 800).with(MISS, 10, 0, 900),
                        Symptom.SLOW_AT_HIGH_HIT_RATIO),
                arguments(
                        "misses are slower but cost little of the time",
                        traffic().with(L1, 990, 0, 100).with(MISS, 10, 0, 900),
                        Symptom.SLOW_AT_HIGH_HIT_RATIO),
                arguments(
                        "few hits, and they are as slow as misses",
                        traffic().with(L1, 50, 0, 500).with(MISS, 50, 0, 600),
                        Symptom.SLOW_ELSEWHERE),
                arguments(
                        "four slow misses are too few",
                        traffic().with(L1, 4, 0, 1).with(MISS, 4, 0, 900),
                        Symptom.SLOW_ELSEWHERE),
                arguments(
                        "few misses, most of which are far from what is allowed",
                        slowOrigin().above(P95, 2_000, 1_900),
                        Symptom.COSTLY_MISSES),
                arguments(
                        "few misses, half of which were before the trouble",
                        slowOrigin().above(P95, 2_000, 1_800),
                        Symptom.SLOW_ORIGIN),
                arguments(
                        "many misses, most of which are far from what is allowed",
                        traffic().with(L1, 40, 0, 2).with(MISS, 60, 0, 300).above(P95, 800, 700),
                        Symptom.LOW_HIT_RATIO),
                arguments(
                        "a mean is above its threshold with many misses",
                        traffic().with(L1, 40, 0, 2).with(MISS, 60, 0, 300).above(MEAN, 180, 100),
                        Symptom.LOW_HIT_RATIO),
                arguments(
                        "a mean is above its threshold with few misses",
                        slowOrigin().above(MEAN, 184, 100),
                        Symptom.SLOW_ORIGIN),
                arguments("no cache", slowOrigin().withoutCache(), Symptom.NO_CACHE),
                arguments("no requests", traffic(), Symptom.NO_EVIDENCE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("errors")
    void errorsAreTracedToOneSideOfTheCache(String name, Traffic traffic, Symptom expected) {
        Diagnosis diagnosis = Diagnosis.of(traffic.asksFor(ERROR, 0));

        assertThat(diagnosis.symptom()).isEqualTo(expected);
        assertThat(diagnosis.objective()).isEqualTo(Objective.ERROR_RATE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("latencies")
    void slownessIsTracedToTheMisses(String name, Traffic traffic, Symptom expected) {
        Diagnosis diagnosis = Diagnosis.of(traffic.asksFor(LATENCY, 0));

        assertThat(diagnosis.symptom()).isEqualTo(expected);
        assertThat(diagnosis.objective()).isEqualTo(Objective.RESPONSE_TIME);
    }

    @ParameterizedTest
    @EnumSource(names = {"THROUGHPUT", "SILENCE"})
    void whatThereIsTooLittleOfIsNoCacheMatter(AlertKind kind) {
        assertThat(Diagnosis.of(brokenCache().above(THROUGHPUT, 3, 10).asksFor(kind, 0))
                        .symptom())
                .isEqualTo(Symptom.NOT_A_CACHE_MATTER);
    }

    @ParameterizedTest
    @CsvSource({
        "RESOURCE, CPU, 0.93, 0.8, CPU_HIGH",
        "RESOURCE, MEMORY, 0.93, 0.8, MEMORY_HIGH",
        "RESOURCE, NETWORK, 9e7, 8e7, NETWORK_HIGH",
        "THROUGHPUT, THROUGHPUT, 620, 500, LOAD_HIGH",
        "THROUGHPUT, USERS, 620, 500, LOAD_HIGH"
    })
    void resourcesAndLoadAreToldByTheirMetric(
            AlertKind kind, Metric metric, double value, double threshold, Symptom expected) {
        Diagnosis diagnosis =
                Diagnosis.of(brokenCache().above(metric, value, threshold).asksFor(kind, 0));

        assertThat(diagnosis.symptom()).isEqualTo(expected);
        assertThat(diagnosis.words()).contains("of rule slow");
        assertThat(diagnosis.namespace()).isEqualTo(expected == Symptom.MEMORY_HIGH ? "products" : null);
    }

    @Test
    void theWordsTellTheNumbers() {
        assertThat(Diagnosis.of(brokenCache().asksFor(ERROR, 0)).words())
                .isEqualTo("60 of 240 requests have failed; with namespace products 60 of 200 hits (30.0 %) and 0 of 40"
                        + " misses (0.0 %).");
        assertThat(Diagnosis.of(slowOrigin().asksFor(LATENCY, 0)).words())
                .isEqualTo(
                        "With namespace products 20 misses take 900 ms on average, 80 hits 5.0 ms; the misses make up"
                                + " 97.8 % of the time of all requests. The hit ratio is 80.0 %.");
    }
}

package dev.flyball.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.flyball.cli.config.ConfigException;
import dev.flyball.processor.rules.Lint;
import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Metric;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.Severity;
import dev.flyball.schemas.json.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileTest {
    private static final Path EXAMPLE = Path.of("../examples/rules.yaml");
    private static final YAMLMapper YAML = new YAMLMapper();

    private static List<Rule> parse(String... lines) {
        return RuleFile.parse("rules.yaml", "rules:\n" + String.join("\n", lines) + "\n");
    }

    private static Condition when(String when) {
        return parse("- name: r", "  " + when).get(0).condition();
    }

    @Test
    void theExampleHasNothingToRemarkAndIsTheSameAsAnEvent() {
        List<Rule> rules = RuleFile.read(EXAMPLE);

        assertThat(rules).hasSize(8);
        assertThat(Lint.of(rules)).isEmpty();
        assertThat(rules)
                .allSatisfy(rule -> assertThat(EventJson.read(EventJson.write(rule), Rule.class))
                        .isEqualTo(rule));
        assertThat(RulePlan.of(java.util.Map.of(), rules, true).changes()).hasSize(8);
    }

    @Test
    void everyKindCanBeWritten() {
        assertThat(when("when: p99.9 > 1.5s"))
                .isEqualTo(new Condition.Threshold(Metric.P999, 1_500, 10_000, 0.999, 10));
        assertThat(when("when: error-rate > 0.5%"))
                .isEqualTo(new Condition.Threshold(Metric.ERROR_RATE, 0.005, 10_000, 0.999, 10));
        assertThat(when("when: throughput > 120/s"))
                .isEqualTo(new Condition.Threshold(Metric.THROUGHPUT, 120, 10_000, 0.999, 10));
        assertThat(when("objective: 99.9%")).isEqualTo(new Condition.SloBurn(0.999, null, 0.999, 10));
        assertThat(when("when: p95 > 2 x usual"))
                .isEqualTo(new Condition.Baseline(Metric.P95, 2, 60_000, 3_600_000, 60_000, 0.999, 10));
        assertThat(when("when: throughput < 50% of usual"))
                .isEqualTo(new Condition.Baseline(Metric.THROUGHPUT, 0.5, 60_000, 3_600_000, 60_000, 0.999, 10));
        assertThat(when("when: silent")).isEqualTo(new Condition.Silence(60_000, 3_600_000, 0.999));
        assertThat(when("when: drifting")).isEqualTo(new Condition.Drift(1, Set.of()));
    }

    @Test
    void aMatchTakesFromItsRuleWhatItDoesNotSay() {
        Rule rule = parse(
                        "- name: slow",
                        "  when: p95 > 500ms",
                        "  over: 30s",
                        "  severity: critical",
                        "  match:",
                        "    - service: shop",
                        "      when: p95 > 2s",
                        "    - endpoint: GET /healthz",
                        "      enabled: false")
                .get(0);

        assertThat(rule.match())
                .containsExactly(
                        new Rule.Match(
                                "shop", "*", true, new Condition.Threshold(Metric.P95, 2_000, 30_000, 0.999, 10)),
                        new Rule.Match("*", "GET /healthz", false, null));
        assertThat(rule.severity()).isEqualTo(Severity.CRITICAL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "wen: p95 > 1s | rules.yaml:3: unknown key 'wen'; did you mean 'when'?",
                "when: p59 > 1s | 'p59' is no metric; did you mean 'p5",
                "when: p95 > 5 | must be a time such as 500ms",
                "when: p95 >> 5s | must be a time",
                "when: error-rate > 120% | must be a share",
                "when: slow | is not understood; expected 'p95 > 500ms'",
                "when: p95 > 0.5 x usual | wants N above 1",
                "when: users > 3 x usual | users of windows of different lengths",
                "objective: 20% | objective must be 0.5 to 0.99999",
                "severity: critical | either 'when' or 'objective' must be given",
                "for: soon | for: must be a time",
                "labels: team | labels must be 'key: value' pairs",
            })
    void aFaultIsToldWithItsPlaceAndTheFix(String line, String fault) {
        String more = line.startsWith("for") || line.startsWith("labels") ? "\n  when: p95 > 1s" : "";

        assertThatThrownBy(() -> parse("- name: r", "  " + line + more))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("rules.yaml:")
                .hasMessageContaining(fault);
    }

    @Test
    void everyFaultIsFound() {
        assertThatThrownBy(() -> parse(
                        "- {name: a, when: silent}",
                        "- {name: a, when: silent}",
                        "- {when: silent}",
                        "- {name: b, when: p95 > 1s, over: 200ms}"))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.problems())
                                .satisfiesExactly(
                                        one -> assertThat(one).contains("'a' is there already, at line 2"),
                                        two -> assertThat(two).contains("a rule needs a name"),
                                        three -> assertThat(three)
                                                .contains("rules.yaml:5", "window must be whole seconds")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rules", "- rules", "{", "rules: [1]", "rules: {a: b}", "other: []"})
    void whatIsNoFileOfRulesIsRefused(String yaml) {
        assertThatThrownBy(() -> RuleFile.parse("f", yaml)).isInstanceOf(ConfigException.class);
    }

    @Test
    void trafficOnTheNetworkIsBytesPerSecond() {
        assertThat(parse("- {name: wire, when: network > 50000000/s}").get(0).condition())
                .extracting("metric", "threshold")
                .containsExactly(Metric.NETWORK, 5e7);
    }

    @Test
    void whatCanHardlyBeMeantIsRemarked() {
        List<Rule> rules = parse(
                "- {name: low, objective: 90%}",
                "- {name: never, when: cpu > 100%}",
                "- {name: blink, when: silent, for: 100ms}",
                "- {name: fine, when: p95 > 1s}");

        assertThat(Lint.of(rules)).extracting(Lint::rule).containsExactly("low", "never", "blink");
        assertThat(Lint.of(rules).get(0).fault()).contains("14.4 in 1h", "144 %");
    }

    @Test
    void aMatchThatCountsNowhereIsRemarked() {
        List<Rule> rules =
                parse("- {name: r, when: p95 > 1s, match: [{service: shop}, {service: shpo}, {endpoint: 'GET /*'}]}");

        List<Lint> unused =
                Lint.unused(rules, List.of(new Endpoint("shop", "GET /a"), new Endpoint("shop", "POST /a")));

        assertThat(unused).extracting(Lint::fault).singleElement().asString().contains("'shpo'");
    }

    @Test
    void aPlanSaysWhatChangesAndNumbersIt() {
        List<Rule> before = parse("- {name: a, when: p95 > 1s}", "- {name: b, when: silent}");
        List<Rule> after = parse("- {name: a, when: p95 > 2s}", "- {name: c, when: silent}");
        var told = java.util.Map.of("a", before.get(0).versioned(7, 5), "b", before.get(1));

        RulePlan plan = RulePlan.of(told, after, true);

        assertThat(plan.changes()).extracting(RulePlan.Change::sign).containsExactly("~", "-", "+");
        assertThat(plan.changes().get(0).fields()).containsExactly("condition.threshold: 1000.0 -> 2000.0");
        assertThat(plan.toTell(99)).extracting(Rule::version).containsExactly(8L, 1L);
        assertThat(plan.toTell(99)).extracting(Rule::validFrom).containsOnly(99L);
        assertThat(plan.toWithdraw()).containsExactly("b");
        assertThat(RulePlan.of(told, before, true).changes()).isEmpty();
    }

    @Test
    void thePublishedSchemaKnowsTheKeysThatAreRead() throws IOException {
        var schema = EventJson.mapper().readTree(Files.readString(Path.of("../docs/rules.schema.json")));

        assertThat(keys(schema.at("/$defs/rule/properties"))).isEqualTo(RuleFile.OF_A_RULE);
        assertThat(keys(schema.at("/$defs/match/properties"))).isEqualTo(RuleFile.OF_A_MATCH);
    }

    @Test
    void theExampleIsAsThePublishedSchemaSays() throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(EventJson.mapper().readTree(Files.readString(Path.of("../docs/rules.schema.json"))));

        assertThat(schema.validate(YAML.readTree(Files.readString(EXAMPLE)))).isEmpty();
        assertThat(schema.validate(YAML.readTree("rules: [{name: a, wen: silent}]")))
                .isNotEmpty();
        assertThat(schema.validate(YAML.readTree("rules: [{name: a, when: silent, over: soon}]")))
                .isNotEmpty();
    }

    private static Set<String> keys(com.fasterxml.jackson.databind.JsonNode properties) {
        Set<String> keys = new TreeSet<>();
        properties.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}

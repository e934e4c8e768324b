package dev.flyball.cli.rules;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flyball.cli.config.ConfigException;
import java.nio.charset.StandardCharsets;

/**
 * Whatever a file of rules holds, it is rules or it is told what is wrong. A build reads the corpus in
 * {@code src/test/resources/dev/flyball/cli/rules/RuleFileFuzzTestInputs}. To look for new bytes:
 *
 * <pre>JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -pl cli -am -Dtest=RuleFileFuzzTest</pre>
 *
 * What it finds is put into the corpus.
 */
class RuleFileFuzzTest {
    @FuzzTest(maxDuration = "30s")
    void rules(byte[] bytes) {
        try {
            RuleFile.parse("rules.yaml", new String(bytes, StandardCharsets.UTF_8));
        } catch (ConfigException refusal) {
            // As it should be.
        }
    }
}

package dev.flyball.optimizer.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of symptoms and strategies: complete, and the one in the documentation. */
class SymptomTableTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "optimizer.md");
    private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9-]+)` \\|[^|]*\\| ((?:`[a-z0-9-]+`(?:, )?)+) \\|");
    private static final Pattern NAME = Pattern.compile("`([a-z0-9-]+)`");

    @Test
    void everySymptomHasARow() {
        assertThat(SymptomTable.asMap()).containsOnlyKeys(Symptom.values());
    }

    @Test
    void everyStrategyOfTheTableExistsAndEveryBuiltInOneIsInIt() {
        Set<String> named =
                SymptomTable.asMap().values().stream().flatMap(List::stream).collect(Collectors.toSet());

        assertThat(Strategies.load(
                        Policy.defaults(), new StrategySettings(0.6, true), SymptomTable.class.getClassLoader()))
                .extracting(OptimizationStrategy::name)
                .containsExactlyInAnyOrderElementsOf(named);
    }

    @Test
    void theDocumentedTableIsThis() throws IOException {
        Map<String, List<String>> documented = new LinkedHashMap<>();
        Matcher rows = ROW.matcher(Files.readString(DOCUMENT));
        while (rows.find()) {
            List<String> strategies = NAME.matcher(rows.group(2))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            documented.put(rows.group(1), strategies);
        }

        Map<String, List<String>> known = new LinkedHashMap<>();
        SymptomTable.asMap().forEach((symptom, strategies) -> known.put(symptom.label(), strategies));
        assertThat(documented).containsExactlyEntriesOf(known);
    }
}

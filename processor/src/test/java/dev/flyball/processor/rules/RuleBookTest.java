package dev.flyball.processor.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.schemas.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RuleBookTest {
    private final RuleBook book = new RuleBook(RuleSet.DEFAULT);

    private static Rule version(String name, long version, long validFrom) {
        return Rules.rule(name, Rules.ERRORS).versioned(version, validFrom);
    }

    private static Rule off(Rule rule) {
        return new Rule(
                rule.schemaVersion(),
                rule.name(),
                rule.version(),
                rule.validFrom(),
                false,
                rule.condition(),
                rule.match(),
                rule.forMs(),
                rule.keepFiringMs(),
                rule.severity(),
                rule.owner(),
                rule.labels());
    }

    private List<String> inForce(long now) {
        return book.at(now).rules().stream()
                .map(rule -> rule.name() + " " + rule.version())
                .toList();
    }

    @Test
    void aVersionCountsFromTheFirstBoundaryAtItsValidFrom() {
        book.tell(version("more", 1, 5_000));

        assertThat(inForce(4_000)).containsExactly("drift 1", "errors 1", "slow 1");
        assertThat(inForce(5_000)).containsExactly("drift 1", "errors 1", "more 1", "slow 1");
    }

    @Test
    void oneOfThePastCountsFromTheNextBoundary() {
        book.at(9_000);
        book.tell(version("more", 1, 5_000));

        assertThat(inForce(10_000)).contains("more 1");
    }

    @Test
    void theHighestVersionInForceCountsHoweverTheyComeIn() {
        book.tell(version("more", 3, 1_000));
        book.tell(version("more", 2, 500));
        book.tell(version("more", 4, 7_000));

        assertThat(inForce(2_000)).contains("more 3").doesNotContain("more 2");
        assertThat(inForce(8_000)).contains("more 4");
    }

    @Test
    void aNewerVersionThatCountsEarlierReplacesOneThatIsStillToCome() {
        book.tell(version("more", 1, 9_000));
        book.tell(version("more", 2, 1_000));

        assertThat(inForce(1_000)).contains("more 2");
        assertThat(inForce(10_000)).contains("more 2");
    }

    @Test
    void whatWasConfiguredIsReplacedUnderItsNameAndComesBack() {
        book.tell(version("errors", 7, 0));
        assertThat(inForce(1_000)).containsExactly("drift 1", "errors 7", "slow 1");

        book.withdraw("errors");
        assertThat(inForce(2_000)).containsExactly("drift 1", "errors 1", "slow 1");
    }

    @Test
    void oneThatIsSwitchedOffWatchesNothing() {
        book.tell(off(version("errors", 2, 0)));
        book.tell(off(version("slow", 2, 0)));
        book.tell(off(version("drift", 2, 0)));

        assertThat(book.at(1_000).of(new dev.flyball.schemas.Endpoint("shop", "GET /")))
                .isEmpty();
        assertThat(book.at(1_000).longestWindow()).isZero();
    }

    @Test
    void afterARestartItSaysTheSame() {
        book.tell(version("more", 1, 0));
        book.tell(version("more", 2, 9_000));
        RuleBook restored = new RuleBook(RuleSet.DEFAULT);
        restored.restore(book.versions("more"));

        for (long now = 1_000; now < 12_000; now += 1_000) {
            assertThat(restored.at(now)).isEqualTo(book.at(now));
        }
    }

    @Test
    void itTakesSoManyAndNoMore() {
        for (int i = 0; i < RuleBook.MOST_RULES; i++) {
            assertThat(book.tell(version("r" + i, 1, 0))).isTrue();
        }

        assertThat(book.tell(version("one too many", 1, 0))).isFalse();
        assertThat(book.tell(version("r1", 2, 0))).as("a known one may change").isTrue();
        for (int version = 3; version < 100; version++) {
            book.tell(version("r1", version, 1_000_000));
        }
        assertThat(book.versions("r1").rules()).hasSize(RuleBook.MOST_VERSIONS);
    }
}

package dev.flyball.processor.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OpenAlertTest {
    /** Fires after 2 s, is resolved after 10 s. */
    private static final Watch WATCH = Rules.watch(Rules.ERRORS);

    private static final Endpoint ENDPOINT = new Endpoint("shop", "GET /");
    private static final Evidence EVIDENCE = new Evidence(0, 10_000, 100, 50L, 0.05, 0.3, null);
    private static final Finding BAD = finding(true, false, 0.5, List.of("trace"));
    private static final Finding WORSE = finding(true, false, 0.9, List.of());
    private static final Finding DOUBTFUL = finding(false, false, 0.06, List.of());
    private static final Finding GOOD = finding(false, true, 0, List.of());

    private final List<Alert> published = new ArrayList<>();
    private @Nullable OpenAlert open;
    private long now;

    private static Finding finding(boolean holds, boolean clear, double value, List<String> exemplars) {
        return new Finding(holds, clear, value, 0.05, EVIDENCE, exemplars, List.of());
    }

    private void second(Finding finding) {
        now += 1_000;
        OpenAlert.Step step =
                open == null ? OpenAlert.begin(WATCH, ENDPOINT, finding, now) : open.on(WATCH, finding, now);
        open = step.next().orElse(null);
        step.published().ifPresent(published::add);
    }

    private void seconds(int count, Finding finding) {
        for (int i = 0; i < count; i++) {
            second(finding);
        }
    }

    private List<AlertState> states() {
        return published.stream().map(Alert::state).toList();
    }

    @Test
    void itFiresWhenTheRuleHasHeldForLongEnough() {
        seconds(2, BAD);
        assertThat(states()).containsExactly(AlertState.PENDING);

        second(BAD);
        assertThat(states()).containsExactly(AlertState.PENDING, AlertState.FIRING);
        assertThat(published.get(1).startedAt()).isEqualTo(1_000);
        assertThat(published.get(1).firedAt()).isEqualTo(3_000);
    }

    @Test
    void aBlipEndsWithoutFiring() {
        second(BAD);
        second(DOUBTFUL);

        assertThat(states()).containsExactly(AlertState.PENDING, AlertState.RESOLVED);
        assertThat(published.get(1).firedAt()).isNull();
    }

    @Test
    void itIsResolvedOnlyWhenAllIsWellForLongEnough() {
        seconds(3, BAD);
        seconds(9, GOOD);
        second(DOUBTFUL);
        seconds(10, GOOD);
        assertThat(states()).as("the doubt begins the wait anew").doesNotContain(AlertState.RESOLVED);

        second(GOOD);
        assertThat(states()).endsWith(AlertState.RESOLVED);
        assertThat(open.isOpen()).isFalse();
    }

    @Test
    void itRemembersTheWorstAndTheTracesOfTheBadTimes() {
        seconds(3, BAD);
        second(WORSE);
        seconds(11, GOOD);

        Alert resolved = published.get(published.size() - 1);
        assertThat(resolved.peak()).isEqualTo(0.9);
        assertThat(resolved.value()).isZero();
        assertThat(resolved.exemplars()).containsExactly("trace");
        assertThat(resolved.resolvedAt()).isEqualTo(15_000);
    }

    @Test
    void flappingShows() {
        for (int i = 0; i < 3; i++) {
            seconds(3, BAD);
            seconds(11, GOOD);
        }
        assertThat(published.stream().filter(alert -> alert.state() == AlertState.FIRING))
                .extracting(Alert::flaps)
                .containsExactly(1, 2, 3);

        seconds(3_600, GOOD);
        assertThat(open).as("forgotten after an hour").isNull();
        seconds(3, BAD);

        assertThat(published.get(published.size() - 1).flaps()).isEqualTo(1);
    }

    @Test
    void anAlertWhoseRuleIsGoneIsWithdrawn() {
        seconds(3, BAD);

        assertThat(open.withdrawn(9_000).alert().state()).isEqualTo(AlertState.RESOLVED);
        assertThat(open.withdrawn(9_000).alert().resolvedAt()).isEqualTo(9_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void thereIsNeverMoreThanOneOpenAlertAndItsStatesFollowOneAnother(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            second(List.of(BAD, WORSE, DOUBTFUL, GOOD, GOOD, GOOD).get(random.nextInt(6)));
        }

        Alert last = null;
        for (Alert alert : published) {
            boolean opens = alert.state() == AlertState.PENDING;
            boolean wasOpen = last != null && last.state() != AlertState.RESOLVED;
            assertThat(opens).as("%s after %s", alert, last).isNotEqualTo(wasOpen);
            if (wasOpen) {
                assertThat(alert.id()).isEqualTo(last.id());
            }
            last = alert;
        }
    }
}

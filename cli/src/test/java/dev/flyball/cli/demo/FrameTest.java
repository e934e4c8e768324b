package dev.flyball.cli.demo;

import static dev.flyball.cli.demo.Events.CATEGORIES;
import static dev.flyball.cli.demo.Events.PRODUCTS;
import static dev.flyball.cli.demo.Events.alert;
import static dev.flyball.cli.demo.Events.result;
import static dev.flyball.cli.demo.Events.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.cli.demo.Moment.Mark;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.OptimizationResult.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTest {
    private final List<Moment> told = new ArrayList<>();
    private final Board board = new Board(() -> TimeUnit.SECONDS.toNanos(75), 0, told::add);

    @Test
    void eachEndpointIsOneLineAndThoseInTroubleComeFirst() {
        board.on(window(CATEGORIES, 0, 0, 20));
        board.on(window(PRODUCTS, 0, 0.332, 20));
        board.on(alert("1", PRODUCTS, AlertState.FIRING, 5_000));
        board.on(result("1", PRODUCTS, Phase.STARTED, 6_000));

        List<String> lines = frame().lines(100, 30);

        assertThat(lines.get(0)).startsWith("flyball demo  01:15  title");
        assertThat(lines.get(3))
                .startsWith(PRODUCTS)
                .containsPattern("60.0 +33.2% +4 +20 +30 +42 +errors \\(invalidate\\)");
        assertThat(lines.get(4)).startsWith(CATEGORIES).endsWith("ok");
    }

    @Test
    void bothArmsOfAnActionStandBelowTheirEndpoint() {
        board.on(Events.withArms(window(PRODUCTS, 0, 0.332, 20), "a-1.1"));
        board.on(result("1", PRODUCTS, Phase.STAGED, 6_000));

        List<String> lines = frame().lines(100, 30);

        assertThat(lines.get(4)).startsWith("  treated keys").containsPattern("60 +0.0% +4 +20 +30");
        assertThat(lines.get(5)).startsWith("  the others").containsPattern("540 +50.0% +4 +20 +30");
    }

    @Test
    void theTimelineTellsBothArmsOfEachWindowInWhichKeysAreTreated() {
        board.on(result("1", PRODUCTS, Phase.STAGED, 6_000));
        board.on(Events.withArms(window(PRODUCTS, 0, 0.332, 20), "a-1.1"));
        board.on(Events.withArms(window(PRODUCTS, 0, 0.332, 20), "a-1.1"));

        assertThat(told)
                .filteredOn(moment -> moment.mark() == Mark.MEASURE)
                .extracting(Moment::text)
                .containsExactly("GET /api/products/{id}: treated keys 60 requests, 0.0 % failed, p95 20 ms; the others"
                        + " 540 requests, 50.0 % failed, p95 20 ms");
    }

    @Test
    void theTimelineTellsEachTurnOnce() {
        board.on(alert("1", PRODUCTS, AlertState.PENDING, 5_000));
        board.on(alert("1", PRODUCTS, AlertState.FIRING, 5_000));
        board.on(alert("1", PRODUCTS, AlertState.FIRING, 5_000));
        board.on(alert("1", PRODUCTS, AlertState.RESOLVED, 5_000));
        board.on(alert("2", CATEGORIES, AlertState.RESOLVED, 5_000));

        assertThat(told)
                .extracting(moment -> moment.line(new Paint(false), 200))
                .containsExactly(
                        "01:15  alert    GET /api/products/{id}: rule 'errors' fires,"
                                + " error rate 33.2 % is above 5.0 %",
                        "01:15  healed   GET /api/products/{id}: rule 'errors' is resolved");
    }

    @ParameterizedTest
    @CsvSource({"60, 12", "80, 24", "200, 50", "1, 1"})
    void noLineIsWiderAndNoMoreLinesThanFit(int width, int height) {
        for (int i = 0; i < 100; i++) {
            board.note(Mark.NOTE, "a line that goes on and on ".repeat(20));
        }
        board.on(window("GET /" + "very/long/".repeat(30), 0, 0, 20));
        board.on(window(PRODUCTS, 0, 0.332, 20));
        board.on(alert("1", PRODUCTS, AlertState.FIRING, 5_000));
        board.on(result("1", PRODUCTS, Phase.STARTED, 6_000));

        List<String> lines = frame().lines(width, height);

        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Math.max(60, width)));
        assertThat(lines).hasSizeLessThanOrEqualTo(Math.max(12, height));
    }

    @Test
    void anEndpointFromOutsideCannotWriteOnTheTerminal() {
        board.on(window("GET /\u001b[2J\u0007\u202eevil", 0, 0, 20));

        assertThat(frame().lines(100, 30)).noneMatch(line -> line.matches(".*[\u001b\u0007\u202e].*"));
    }

    @Test
    void aLateCorrectionOfAnOldWindowDoesNotReplaceTheNewest() {
        board.on(window(PRODUCTS, 20_000, 0, 20));
        board.on(window(PRODUCTS, 10_000, 0.5, 20));

        assertThat(board.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.metrics().windowStart()).isEqualTo(20_000));
    }

    @Test
    void coloursAreOnlyThereWhenWanted() {
        Moment moment = new Moment(board.elapsed(), Mark.ALERT, "text");

        assertThat(moment.line(new Paint(true), 80)).contains("\u001b[31m");
        assertThat(moment.line(new Paint(false), 80)).doesNotContain("\u001b");
    }

    private Frame frame() {
        return new Frame(board, "title", new Paint(false));
    }
}

package dev.flyball.processor.query;

import static dev.flyball.processor.query.FakeView.optimization;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flyball.processor.telemetry.Scrape;
import dev.flyball.schemas.ActionCommand;
import dev.flyball.schemas.ActionCommand.Order;
import dev.flyball.schemas.Freeze;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Actions over HTTP: whoever may give orders gives them, and nobody else. */
class ActionRoutesTest {
    private static final String TOKEN = "s3cr3t";
    private static final String WISH = "{\"by\":\"anna\",\"reason\":\"the sale begins\"}";
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1_763_836_800_000L));

    private final FakeView view = new FakeView();
    private final Desk desk = new Desk();
    private Client client = client(TOKEN);

    ActionRoutesTest() {
        view.optimizations.add(optimization("storefront", "GET /api/products/{id}", "a-1"));
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void actionsAreListedAndShown() {
        JsonNode page = Client.parse(client.get("/actions", "Bearer " + TOKEN));

        assertThat(page.findValuesAsText("id")).containsExactly("a-1");
        assertThat(Client.parse(client.get("/actions/a-1", "Bearer " + TOKEN))
                        .path("namespace")
                        .asText())
                .isEqualTo("products");
        assertThat(client.get("/actions/a-2", "Bearer " + TOKEN).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"approve, APPROVE", "reject, REJECT", "rollback, ROLLBACK"})
    void anOrderIsHandedInForTheNamespaceOfTheAction(String path, Order order) {
        HttpResponse<String> answer = client.post("/actions/a-1/" + path, TOKEN, "application/json", WISH);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(desk.commands).singleElement().satisfies(command -> {
            assertThat(command.order()).isEqualTo(order);
            assertThat(command.action()).isEqualTo("a-1");
            assertThat(command.namespace()).isEqualTo("products");
            assertThat(command.by()).isEqualTo("anna");
            assertThat(command.timestamp()).isEqualTo(CLOCK.millis());
            assertThat(Client.parse(answer).path("id").asText()).isEqualTo(command.id());
        });
    }

    @Test
    void aFreezeIsOrderedAndLifted() {
        client.post("/actions/freeze", TOKEN, "application/json; charset=utf-8", WISH);
        client.post(
                "/actions/freeze",
                TOKEN,
                "application/json",
                "{\"reason\":\"import\",\"namespace\":\"n\",\"until\":7}");
        client.delete("/actions/freeze?namespace=n&reason=done", TOKEN);

        assertThat(desk.freezes)
                .extracting(Freeze::key, Freeze::active, Freeze::until, Freeze::by)
                .containsExactly(
                        tuple("*", true, null, "anna"), tuple("n", true, 7L, "API"), tuple("n", false, null, "API"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"reason\":\"\"}",
                "{\"reason\":\"<b>\"}",
                "{\"reason\":\"a\\nb\"}",
                "{\"reason\":\"x\",\"by\":\"\\u202e\"}"
            })
    void aWishThatMakesNoSenseIsRefusedWithTheReason(String body) {
        HttpResponse<String> answer = client.post("/actions/a-1/rollback", TOKEN, "application/json", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(Client.parse(answer).path("detail").asText()).isNotBlank();
        assertThat(desk.commands).isEmpty();
    }

    @Test
    void whatIsTooLongOrUnknownIsRefused() {
        String long1 = "{\"reason\":\"" + "x".repeat(501) + "\"}";
        String long2 = "{\"reason\":\"" + "x".repeat(20_000) + "\"}";

        assertThat(client.post("/actions/a-1/reject", TOKEN, "application/json", long1)
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.post("/actions/a-1/reject", TOKEN, "application/json", long2)
                        .statusCode())
                .isEqualTo(413);
        assertThat(client.post("/actions/a-2/reject", TOKEN, "application/json", WISH)
                        .statusCode())
                .isEqualTo(404);
        assertThat(desk.commands).isEmpty();
    }

    /** What a page in the browser of somebody on this machine could send. */
    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
    void aFormIsNoOrder(String contentType) {
        assertThat(client.post("/actions/freeze", TOKEN, contentType, WISH).statusCode())
                .isEqualTo(415);
        assertThat(client.post("/actions/freeze", "wrong", contentType, WISH).statusCode())
                .isEqualTo(401);
        assertThat(desk.freezes).isEmpty();
    }

    @Test
    void withoutATokenNobodyGivesOrdersThoughAllMayRead() {
        client.close();
        client = client(null);

        assertThat(client.get("/actions").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = client.post("/actions/a-1/approve", "any", "application/json", WISH);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(Client.parse(refused).path("detail").asText()).contains("http.token is not set");
        assertThat(client.delete("/actions/freeze?reason=x", "any").statusCode())
                .isEqualTo(403);
        assertThat(desk.commands).isEmpty();
    }

    @Test
    void whileKafkaIsAwayAnOrderIsNotTaken() {
        desk.fault = new StoresUnavailableException("away");

        assertThat(client.post("/actions/a-1/approve", TOKEN, "application/json", WISH)
                        .statusCode())
                .isEqualTo(503);
    }

    private Client client(String token) {
        return new Client(new QueryApi(
                        new HttpConfig("127.0.0.1", 0, token),
                        view,
                        accept -> new Scrape("text/plain", ""),
                        desk,
                        CLOCK,
                        more -> {})
                .start());
    }

    private static final class Desk implements ActionDesk {
        private final List<ActionCommand> commands = new ArrayList<>();
        private final List<Freeze> freezes = new ArrayList<>();
        private RuntimeException fault;

        @Override
        public void order(ActionCommand command) {
            if (fault != null) {
                throw fault;
            }
            commands.add(command);
        }

        @Override
        public void order(Freeze freeze) {
            freezes.add(freeze);
        }
    }
}

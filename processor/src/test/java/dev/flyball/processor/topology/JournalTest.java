package dev.flyball.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.schemas.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class JournalTest {
    private static final Endpoint CART = new Endpoint("shop", "GET /cart");
    private static final Endpoint PAY = new Endpoint("shop", "POST /pay");
    private static final long QUIET_MS = StateJournal.QUIET.toMillis();

    /** Stands in for the stores. */
    private static final class Store implements Journal.Records, StateJournal.Quiet {
        private final NavigableMap<byte[], byte[]> records = new TreeMap<>(Arrays::compareUnsigned);
        private final Map<Endpoint, byte[]> quiet = new HashMap<>();

        @Override
        public void put(byte[] key, byte[] value) {
            records.put(key, value);
        }

        @Override
        public void delete(byte[] key) {
            assertThat(records.remove(key)).as("what is deleted was there").isNotNull();
        }

        @Override
        public void put(Endpoint endpoint, byte[] state) {
            quiet.put(endpoint, state);
        }

        @Override
        public void delete(Endpoint endpoint) {
            quiet.remove(endpoint);
        }
    }

    private final Store store = new Store();
    private BlockJournal blocks = new BlockJournal(store);
    private StateJournal states = new StateJournal(store, store);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What a restart finds, in its order. */
    private List<String> restoredBlocks() {
        List<String> found = new ArrayList<>();
        blocks = new BlockJournal(store);
        store.records.forEach((key, record) -> blocks.restore(
                JournalKey.ofBytes(key),
                record,
                (endpoint, level, startMs, savedMs, bytes) -> found.add(endpoint.operation() + " " + level + " "
                        + startMs + " " + savedMs + " " + new String(bytes, StandardCharsets.UTF_8))));
        return found;
    }

    private Map<String, String> restoredStates() {
        states = new StateJournal(store, store);
        Map<Endpoint, byte[]> found = new HashMap<>(store.quiet);
        store.records.forEach((key, record) -> states.restore(JournalKey.ofBytes(key), record, found));
        Map<String, String> readable = new TreeMap<>();
        found.forEach(
                (endpoint, state) -> readable.put(endpoint.operation(), new String(state, StandardCharsets.UTF_8)));
        return readable;
    }

    private void write(long nowMs) {
        states.write(nowMs, endpoint -> bytes("as it is"));
    }

    @Test
    void whatWasWrittenLaterComesLaterAlsoAfterARestart() {
        blocks.add(CART, 0, 1_000, bytes("a"));
        blocks.write(2_000, level -> 0);
        blocks.add(CART, 0, 1_000, bytes("b"));
        blocks.write(2_000, level -> 0);
        restoredBlocks();
        blocks.add(CART, 0, 1_000, bytes("c"));
        blocks.write(3_000, level -> 0);

        assertThat(restoredBlocks())
                .containsExactly("GET /cart 0 1000 2000 a", "GET /cart 0 1000 2000 b", "GET /cart 0 1000 3000 c");
    }

    @Test
    void aRecordGoesWhenItsNewestBlockIsOfNoUseOnItsLevel() {
        blocks.add(CART, 0, 1_000, bytes("old"));
        blocks.add(CART, 0, 9_000, bytes("new"));
        blocks.add(CART, 1, 1_000, bytes("long"));
        blocks.write(10_000, level -> 0);

        blocks.write(11_000, level -> level == 0 ? 9_000 : 0);
        assertThat(restoredBlocks()).hasSize(3);

        // It is known after a restart as well.
        blocks.write(12_000, level -> level == 0 ? 9_001 : 1_000);
        assertThat(restoredBlocks()).containsExactly("GET /cart 1 1000 10000 long");

        blocks.write(13_000, level -> 1_001);
        assertThat(store.records).isEmpty();
    }

    @Test
    void thereAreAsManyRecordsAsGroupsHoweverManyEndpointsThereAre() {
        IntStream.range(0, 1_000).forEach(i -> blocks.add(new Endpoint("shop", "GET /" + i), 0, 1_000, bytes("some")));

        blocks.write(2_000, level -> 0);

        assertThat(store.records).hasSize(JournalKey.GROUPS);
        assertThat(restoredBlocks()).hasSize(1_000);
    }

    @Test
    void anEndpointThatChangesAgainAndAgainHasNoPlaceOfItsOwn() {
        for (long now = 0; now <= 10 * QUIET_MS; now += QUIET_MS / 4) {
            states.put(CART, bytes("at " + now));
            write(now);
        }

        assertThat(store.quiet).isEmpty();
        assertThat(store.records).as("records that stay").hasSize(4);
        assertThat(restoredStates()).containsExactly(Map.entry("GET /cart", "at " + 10 * QUIET_MS));
    }

    @Test
    void aQuietEndpointIsWrittenByItselfOnceAndItsRecordGoes() {
        states.put(CART, bytes("a"));
        states.put(PAY, bytes("b"));
        write(0);
        states.put(PAY, bytes("c"));
        write(QUIET_MS - 1);
        assertThat(store.quiet).isEmpty();

        write(QUIET_MS);

        assertThat(store.quiet).containsOnlyKeys(CART);
        assertThat(store.records).hasSize(1);
        assertThat(restoredStates()).containsExactly(Map.entry("GET /cart", "as it is"), Map.entry("POST /pay", "c"));
    }

    @Test
    void anEndpointThatIsBackCountsAsItIsNow() {
        states.put(CART, bytes("a"));
        write(0);
        write(QUIET_MS);
        states.put(CART, bytes("back"));
        write(2 * QUIET_MS);

        assertThat(restoredStates()).containsExactly(Map.entry("GET /cart", "back"));
    }

    @Test
    void aRestartKnowsWhoIsNotQuietYet() {
        states.put(CART, bytes("a"));
        write(0);
        restoredStates();

        write(QUIET_MS);

        assertThat(store.records).isEmpty();
        assertThat(restoredStates()).containsExactly(Map.entry("GET /cart", "as it is"));
    }

    @Test
    void aForgottenEndpointDoesNotComeBack() {
        states.put(CART, bytes("quiet"));
        write(0);
        write(QUIET_MS);
        states.put(PAY, bytes("not quiet"));
        write(QUIET_MS + 1);

        states.forget(CART);
        states.forget(PAY);
        write(QUIET_MS + 2);
        assertThat(restoredStates()).isEmpty();

        // Not when the records go one after the other, either.
        write(2 * QUIET_MS + 1);
        assertThat(restoredStates()).isEmpty();
        write(2 * QUIET_MS + 2);
        assertThat(store.records).isEmpty();
        assertThat(store.quiet).isEmpty();
    }
}

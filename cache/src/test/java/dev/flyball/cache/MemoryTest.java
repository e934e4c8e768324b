package dev.flyball.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.control.KeyChanges;
import dev.flyball.cache.control.Orders;
import dev.flyball.cache.control.Positions;
import dev.flyball.cache.entry.EntryKey;
import dev.flyball.cache.entry.Stamp;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private static final EntryKey KEY = EntryKey.of("products", "42");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final KeyChanges changes = new KeyChanges(() -> 0);
    private Runnable meanwhile = () -> {};
    /** The clock is looked at while a value is being held. */
    private final Steering steering = new Steering(new ControlTable(), changes, new Positions(), null, () -> {
        meanwhile.run();
        return NOW;
    });

    private final Memory<Integer> memory =
            new Memory<>(new Helm("products", steering), 100, Long.MAX_VALUE, Duration.ofMinutes(1));

    @Test
    void aValueIsHeld() {
        hold(memory.moment());

        assertThat(memory.get("42")).isNotNull();
    }

    @Test
    void whatIsChangedWhileItsOldValueIsBeingHeldIsNotHeld() {
        meanwhile = () -> {
            changes.arrived("products", KEY.id(), 7, 0);
            memory.drop("42");
        };

        memory.hold(KEY, 1, stamp(), Orders.UNSTEERED, 10);

        assertThat(memory.get("42")).isNull();
    }

    @Test
    void whatWasReadBeforeAnythingWasDroppedIsNotHeldEvenIfNobodyRemembersWhatWasChanged() {
        long moment = memory.moment();
        memory.clear();

        hold(moment);

        assertThat(memory.get("42")).isNull();
    }

    private void hold(long moment) {
        memory.hold(KEY, 1, stamp(), Orders.UNSTEERED, 10, moment);
    }

    private static Stamp stamp() {
        return new Stamp(0, NOW.toEpochMilli(), 60_000, 60_000);
    }
}

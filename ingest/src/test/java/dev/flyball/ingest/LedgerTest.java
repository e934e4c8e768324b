package dev.flyball.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

final class LedgerTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final List<String> warnings = new ArrayList<>();
    private final Ledger ledger = new Ledger(now::get, warnings::add);

    @Test
    void aLossIsToldOfWithItsReasonsAndCause() {
        ledger.sent(5);
        ledger.dropped(DropReason.QUEUE_FULL, 3);
        ledger.failed(2, new TimeoutException("no broker"));

        ledger.warnIfDue();

        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("Lost 5 samples", "queue-full=3", "send-failed=2", "sent 5", "no broker");
    }

    @Test
    void lossesAreToldOfAtMostOnceInTenSeconds() {
        ledger.dropped(DropReason.QUEUE_FULL, 1);
        ledger.warnIfDue();
        now.set(Instant.ofEpochMilli(9_999));
        ledger.dropped(DropReason.QUEUE_FULL, 7);
        ledger.warnIfDue();
        assertThat(warnings).hasSize(1);

        now.set(Instant.ofEpochMilli(10_000));
        ledger.warnIfDue();

        assertThat(warnings).hasSize(2).last().asString().contains("Lost 7 samples");
    }

    @Test
    void noLossNoWarning() {
        ledger.published();
        ledger.sent(1);

        ledger.warnIfDue();

        assertThat(warnings).isEmpty();
    }
}

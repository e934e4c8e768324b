package dev.flyball.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.schemas.ResourceUsage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProcessResourcesTest {
    @Test
    void aReadingIsKeptForASecond() {
        AtomicInteger probes = new AtomicInteger();
        AtomicLong nanos = new AtomicLong();
        ProcessResources resources = new ProcessResources(
                () -> new ResourceUsage((double) probes.incrementAndGet(), null, null), nanos::get);

        nanos.set(999_999_999);
        assertThat(resources.get().cpu()).isEqualTo(1.0);
        nanos.set(1_000_000_000);
        assertThat(resources.get().cpu()).isEqualTo(2.0);
        assertThat(resources.get().cpu()).isEqualTo(2.0);
    }

    @Test
    void thisProcessUsesAShareOfItsHeap() {
        assertThat(new ProcessResources().get().memory()).isBetween(0.0, 1.0);
    }
}

package dev.flyball.ingest;

import com.sun.management.OperatingSystemMXBean;
import dev.flyball.schemas.ResourceUsage;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The resource usage of this process: its share of the processors and of its heap, read at most once a second. */
public final class ProcessResources implements Supplier<ResourceUsage> {
    private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<ResourceUsage> probe;
    private final LongSupplier nanoTime;
    private final AtomicLong takenNanos;
    private volatile ResourceUsage usage;

    public ProcessResources() {
        this(jvmProbe(), System::nanoTime);
    }

    ProcessResources(Supplier<ResourceUsage> probe, LongSupplier nanoTime) {
        this.probe = probe;
        this.nanoTime = nanoTime;
        takenNanos = new AtomicLong(nanoTime.getAsLong());
        usage = probe.get();
    }

    @Override
    public ResourceUsage get() {
        long now = nanoTime.getAsLong();
        long taken = takenNanos.get();
        // Whoever wins the exchange reads anew; the others keep the old reading for that moment.
        if (now - taken >= REFRESH_NANOS && takenNanos.compareAndSet(taken, now)) {
            usage = probe.get();
        }
        return usage;
    }

    private static Supplier<ResourceUsage> jvmProbe() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return () -> new ResourceUsage(cpuShare(system), heapShare(memory.getHeapMemoryUsage()), null);
    }

    private static @Nullable Double cpuShare(@Nullable OperatingSystemMXBean system) {
        double share = system == null ? -1 : system.getProcessCpuLoad();
        return share >= 0 ? share : null;
    }

    private static @Nullable Double heapShare(MemoryUsage heap) {
        return heap.getMax() > 0 ? (double) heap.getUsed() / heap.getMax() : null;
    }
}

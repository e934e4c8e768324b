package dev.flyball.benchmarks.processor;

import java.lang.management.ManagementFactory;

/** What lives in the heap of this JVM. */
final class Heap {
    private Heap() {}

    /** Live objects, bytes. */
    static long liveBytes() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

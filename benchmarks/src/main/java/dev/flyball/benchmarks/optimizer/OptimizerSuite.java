package dev.flyball.benchmarks.optimizer;

import dev.flyball.benchmarks.Report;
import dev.flyball.benchmarks.Suite;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.Cohort;
import dev.flyball.schemas.Freeze;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** How soon the optimizer acts, and what it takes to keep many endpoints and actions. */
public final class OptimizerSuite implements Suite {
    private static final int WARM_UP = 30;
    private static final int ENDPOINTS = 10_000;
    private static final int ACTIONS = 100;
    private static final int WINDOW_SECONDS = 10;
    private static final int PULLS = 5;
    /** The optimizer counts endpoints every 5 s. */
    private static final Duration COUNTED = Duration.ofSeconds(8);

    /** Until everybody has read that a freeze is over. */
    private static final Duration LIFTED = Duration.ofSeconds(2);

    private static final Duration POLL = Duration.ofMillis(1);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private final InstantSource clock = InstantSource.system();
    private final Troubles troubles = new Troubles();

    @Override
    public String name() {
        return "optimizer";
    }

    @Override
    public String about() {
        return "from a request to its control record; 10,000 endpoints and 100 running actions on one optimizer";
    }

    @Override
    public Report run(boolean quick) throws Exception {
        Report.Builder report = new Report.Builder(name());
        try (OptimizerBench bench = new OptimizerBench()) {
            double[] reactions = reactions(bench, quick ? 100 : 400);
            report.figure("request to control record, median", quantile(reactions, 0.5), "ms", "");
            report.figure("request to control record, p99", quantile(reactions, 0.99), "ms", "< 1000");
            report.figure("request to control record, worst", reactions[reactions.length - 1], "ms", "");
        }
        try (OptimizerBench bench = new OptimizerBench()) {
            keep(bench, quick ? 6 : 18, report);
            double[] pulls = pulls(bench);
            report.figure("kill switch to the last of 100 control records, median", quantile(pulls, 0.5), "ms", "");
            report.figure("the same, worst of " + PULLS, pulls[PULLS - 1], "ms", "< 1000");
        }
        return report.build();
    }

    /** In milliseconds, ascending; each of another namespace, and at a random moment of the commit interval. */
    private double[] reactions(OptimizerBench bench, int count) throws InterruptedException {
        introduce(bench);
        Random random = new Random(7);
        double[] reactions = new double[count];
        for (int i = -WARM_UP; i < count; i++) {
            Thread.sleep(50 + random.nextInt(200));
            int number = i + WARM_UP;
            long start = System.nanoTime();
            ask(bench, number);
            boolean[] acted = new boolean[1];
            while (!acted[0]) {
                requireWithin(start, "no control record for a request");
                bench.controls(POLL, control -> acted[0] |= control.namespace().equals(Troubles.namespace(number)));
            }
            if (i >= 0) {
                reactions[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(reactions);
        return reactions;
    }

    /** All endpoints are known before some of them ask: many of a few would be a failure of everything. */
    private void introduce(OptimizerBench bench) throws InterruptedException {
        long windowStart = (clock.millis() / 10_000 - 1) * 10_000;
        for (int number = 0; number < ENDPOINTS; number++) {
            bench.send(
                    OptimizerBench.TOPICS.endpointMetrics(),
                    Troubles.endpoint(number).key(),
                    troubles.window(number, windowStart, null));
        }
        Thread.sleep(COUNTED.toMillis());
    }

    /** Each endpoint has a window every 10 s, spread evenly; those with an action have arms, and are to be renewed. */
    private void keep(OptimizerBench bench, int rounds, Report.Builder report) throws InterruptedException {
        introduce(bench);
        Map<String, String> tags = begin(bench, 0);
        Map<String, Long> sent = new HashMap<>();
        Renewals renewals = new Renewals();
        OptimizerBench.Usage before = bench.usage();
        long start = System.nanoTime();
        long windows = (long) rounds * ENDPOINTS;
        for (long i = 0; i < windows; i++) {
            long due = start + i * WINDOW_SECONDS * 1_000_000_000L / ENDPOINTS;
            while (System.nanoTime() < due) {
                bench.controls(POLL, control -> renewed(control, tags, sent, renewals));
            }
            int number = (int) (i % ENDPOINTS);
            String tag = number < ACTIONS ? tags.get(Troubles.namespace(number)) : null;
            long windowStart = (clock.millis() / 10_000 - 1) * 10_000;
            if (tag != null) {
                sent.put(Troubles.namespace(number), System.nanoTime());
            }
            bench.send(
                    OptimizerBench.TOPICS.endpointMetrics(),
                    Troubles.endpoint(number).key(),
                    troubles.window(number, windowStart, tag));
        }
        long wall = System.nanoTime() - start;
        OptimizerBench.Usage after = bench.usage();
        while (!sent.isEmpty() && System.nanoTime() - start < wall + PATIENCE_NANOS) {
            bench.controls(POLL, control -> renewed(control, tags, sent, renewals));
        }
        report.figure("windows taken", windows * 1e9 / wall, "1/s", "1000: 10,000 endpoints");
        report.figure("actions kept", ACTIONS - sent.size(), "", "100");
        report.figure("window to renewed control record, median", renewals.quantile(0.5), "ms", "");
        report.figure("window to renewed control record, p99", renewals.quantile(0.99), "ms", "");
        report.figure("of one processor", 100.0 * (after.cpuNanos() - before.cpuNanos()) / wall, "%", "< 100");
        report.figure("heap in use, garbage included", after.heapBytes() / 1e6, "MB", "");
    }

    /** What ends an action renews nothing. */
    private static void renewed(
            CacheControl control, Map<String, String> tags, Map<String, Long> sent, Renewals renewals) {
        String namespace = control.namespace();
        if (Objects.equals(control.action(), tags.get(namespace))) {
            renewals.seen(sent.remove(namespace));
        }
    }

    /** Each freezes 100 running actions: milliseconds until the last of them is withdrawn on the log, ascending. */
    private double[] pulls(OptimizerBench bench) throws InterruptedException {
        double[] pulls = new double[PULLS];
        for (int i = 0; i < PULLS; i++) {
            Map<String, String> left = begin(bench, (i + 1) * ACTIONS);
            long start = System.nanoTime();
            freeze(bench, true);
            while (!left.isEmpty()) {
                requireWithin(start, left.size() + " actions go on");
                bench.controls(POLL, control -> {
                    if (control.cohort().equals(Cohort.ALL)) {
                        left.remove(control.namespace());
                    }
                });
            }
            pulls[i] = (System.nanoTime() - start) / 1e6;
            freeze(bench, false);
            Thread.sleep(LIFTED.toMillis());
        }
        Arrays.sort(pulls);
        return pulls;
    }

    private void freeze(OptimizerBench bench, boolean active) {
        Freeze freeze = troubles.freeze(active, clock.millis());
        bench.send(OptimizerBench.TOPICS.freezes(), freeze.key(), freeze);
    }

    /** The tags of as many actions by namespace, once all of them are running. */
    private Map<String, String> begin(OptimizerBench bench, int first) {
        Map<String, String> tags = new HashMap<>();
        Set<String> asked = new HashSet<>();
        long start = System.nanoTime();
        for (int number = first; number < first + ACTIONS; number++) {
            asked.add(Troubles.namespace(number));
            ask(bench, number);
        }
        while (tags.size() < ACTIONS) {
            requireWithin(start, "only " + tags.size() + " actions have begun");
            bench.controls(POLL, control -> {
                if (control.action() != null && asked.contains(control.namespace())) {
                    tags.put(control.namespace(), control.action());
                }
            });
        }
        return tags;
    }

    private void ask(OptimizerBench bench, int number) {
        bench.send(
                OptimizerBench.TOPICS.optimizationRequests(),
                Troubles.endpoint(number).key(),
                troubles.request(number, clock.millis()));
    }

    private static void requireWithin(long start, String fault) {
        if (System.nanoTime() - start > PATIENCE_NANOS) {
            throw new IllegalStateException(fault);
        }
    }

    private static double quantile(double[] ascending, double share) {
        return ascending[(int) Math.min(ascending.length - 1, Math.ceil(share * ascending.length) - 1)];
    }
}

package dev.flyball.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.CacheRead;
import dev.flyball.schemas.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CacheReadsTest {
    private static final CacheRead HIT = CacheRead.of("products", CacheOutcome.L1);
    private static final CacheRead MISS = CacheRead.of("products", CacheOutcome.MISS);
    private static final CacheRead BYPASS = CacheRead.of("products", CacheOutcome.BYPASS);

    private final ExecutorService elsewhere = Executors.newSingleThreadExecutor();

    @AfterEach
    void end() {
        elsewhere.shutdownNow();
        CacheReads.take();
    }

    @Test
    void theWorstReadIsToldOnceInWhateverOrderTheyCome() {
        List<CacheOutcome> bestToWorst =
                List.of(CacheOutcome.L1, CacheOutcome.L2, CacheOutcome.STALE, CacheOutcome.MISS, CacheOutcome.BYPASS);
        for (int worst = 0; worst < bestToWorst.size(); worst++) {
            List<CacheOutcome> reads = new ArrayList<>(bestToWorst.subList(0, worst + 1));
            Collections.shuffle(reads, new Random(worst));

            reads.forEach(outcome -> CacheReads.note(CacheRead.of("products", outcome)));

            assertThat(CacheReads.take()).contains(CacheRead.of("products", bestToWorst.get(worst)));
            assertThat(CacheReads.take()).isEmpty();
        }
    }

    @Test
    void whatIsReadInAScopeBelongsToItAlone() {
        CacheReads.note(HIT);
        try (CacheReads.Scope outer = CacheReads.open()) {
            CacheReads.note(MISS);
            try (CacheReads.Scope inner = CacheReads.open()) {
                assertThat(inner.worst()).isEmpty();
                CacheReads.note(BYPASS);
                assertThat(inner.worst()).contains(BYPASS);
            }
            assertThat(outer.worst()).contains(MISS);
        }
        assertThat(CacheReads.take()).contains(HIT);
        assertThat(CacheReads.during(() -> CacheReads.note(MISS))).contains(MISS);
        assertThat(CacheReads.take()).isEmpty();
    }

    @Test
    void aScopeFollowsItsWorkToOtherThreadsAndLeavesNothingThere() throws Exception {
        try (CacheReads.Scope reads = CacheReads.open()) {
            elsewhere.submit(reads.following(() -> CacheReads.note(HIT))).get();
            assertThat(reads.worst()).contains(HIT);
            Future<String> answer = elsewhere.submit(reads.following(() -> {
                CacheReads.note(MISS);
                return "done";
            }));
            assertThat(answer.get()).isEqualTo("done");
            assertThat(reads.worst()).contains(MISS);
            reads.following(elsewhere).execute(() -> CacheReads.note(BYPASS));
            assertThat(elsewhere.submit(CacheReads::take).get()).isEmpty();
            assertThat(reads.worst()).contains(BYPASS);
        }
    }

    /** The consumer stands for {@code SamplePublisher::publish}. */
    @Test
    void aListenerPublishesASampleOfEachMessageWithItsReads() {
        List<Sample> published = new ArrayList<>();
        Consumer<Sample> publisher = published::add;

        for (CacheRead read : List.of(MISS, HIT)) {
            try (CacheReads.Scope reads = CacheReads.open()) {
                CacheReads.note(read);
                Sample sample = Sample.of(1_763_836_800_123L, "orders", "consume order-placed", 1.5, 200);
                publisher.accept(sample.withCache(reads.worst().orElse(null)));
            }
        }

        assertThat(published).extracting(Sample::cache).containsExactly(MISS, HIT);
    }

    @Test
    void aScopeEndsWhereItBeganAndTheLastOneFirst() throws Exception {
        CacheReads.Scope outer = CacheReads.open();
        CacheReads.Scope inner = CacheReads.open();

        assertThatThrownBy(outer::close).isInstanceOf(IllegalStateException.class);
        assertThat(elsewhere
                        .submit(() -> assertThatThrownBy(inner::close).isInstanceOf(IllegalStateException.class))
                        .get())
                .isNotNull();

        inner.close();
        outer.close();
    }
}

package dev.flyball.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.CacheRead;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CacheReadsTest {
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
}

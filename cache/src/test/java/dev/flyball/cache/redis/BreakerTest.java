package dev.flyball.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final Duration OPEN = Duration.ofSeconds(1);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Breaker breaker = new Breaker(3, OPEN, now::get);

    @Test
    void itOpensAfterSomeFailuresInARow() {
        fail(2);
        assertThat(breaker.allows()).isTrue();

        fail(1);
        assertThat(breaker.allows()).isFalse();
    }

    @Test
    void aSuccessInBetweenStartsTheRowAnew() {
        fail(2);
        breaker.succeeded();
        fail(2);

        assertThat(breaker.allows()).isTrue();
    }

    @Test
    void oneTryIsLetThroughWhenItsTimeIsOver() {
        fail(3);
        now.addAndGet(OPEN.toNanos());

        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.allows()).isFalse();
    }

    @Test
    void aTryThatSucceedsClosesIt() {
        fail(3);
        now.addAndGet(OPEN.toNanos());
        breaker.allows();

        breaker.succeeded();

        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.allows()).isTrue();
    }

    @Test
    void aTryThatFailsKeepsItOpenForItsTime() {
        fail(3);
        now.addAndGet(OPEN.toNanos());
        breaker.allows();
        now.addAndGet(5);
        fail(1);

        now.addAndGet(OPEN.toNanos() - 1);
        assertThat(breaker.allows()).isFalse();
        now.addAndGet(1);
        assertThat(breaker.allows()).isTrue();
    }

    @Test
    void aTryThatIsNeverHeardOfIsFollowedByAnother() {
        fail(3);
        now.addAndGet(OPEN.toNanos());
        breaker.allows();

        now.addAndGet(OPEN.toNanos());

        assertThat(breaker.allows()).isTrue();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed();
        }
    }
}

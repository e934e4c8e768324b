package dev.flyball.benchmarks.cache;

import dev.flyball.cache.log.LogView;
import dev.flyball.optimizer.decide.Mode;
import dev.flyball.optimizer.memory.Caution;
import dev.flyball.optimizer.memory.Desk;
import dev.flyball.optimizer.memory.MemoryPolicy;
import dev.flyball.optimizer.memory.RunBudget;
import dev.flyball.optimizer.memory.Thresholds;
import dev.flyball.optimizer.memory.Turns;
import dev.flyball.schemas.ActionAnswer;
import dev.flyball.schemas.ActionCommand;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.MemoryLevel;
import dev.flyball.schemas.OptimizationResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stands for Kafka and for other optimizers, which a measurement has none of. */
final class RunDesk implements Desk, Turns {
    private @Nullable OptimizationResult last;

    static MemoryPolicy everythingMayGo(long limit) {
        MemoryPolicy usual = MemoryPolicy.defaults();
        return new MemoryPolicy(
                Mode.AUTO,
                new Thresholds(0.2, 0.2),
                limit,
                usual.idleAfter(),
                usual.bigKey(),
                usual.ttlScaledFor(),
                usual.reach(),
                new Caution(Duration.ZERO, Duration.ZERO, 0, RunBudget.DEFAULT),
                usual.approvalWithin());
    }

    OptimizationResult last() {
        if (last == null) {
            throw new IllegalStateException("nothing was done");
        }
        return last;
    }

    @Override
    public Optional<LogView> controls() {
        return Optional.empty();
    }

    @Override
    public void steer(CacheControl control) {}

    @Override
    public void tell(OptimizationResult result) {
        last = result;
    }

    @Override
    public void listen() {}

    @Override
    public List<ActionCommand> orders() {
        return List.of();
    }

    @Override
    public void answer(ActionAnswer answer) {}

    @Override
    public void ignore() {}

    @Override
    public Optional<String> take(String server, MemoryLevel level, String run) {
        return Optional.of("");
    }

    @Override
    public boolean keep(String server) {
        return true;
    }

    @Override
    public void leave(String server, MemoryLevel level, Duration rest) {}
}

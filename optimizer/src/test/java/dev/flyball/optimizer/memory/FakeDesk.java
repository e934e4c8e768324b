package dev.flyball.optimizer.memory;

import dev.flyball.cache.log.LogEntry;
import dev.flyball.cache.log.LogView;
import dev.flyball.schemas.ActionAnswer;
import dev.flyball.schemas.ActionCommand;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.json.EventJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Topics in memory. */
public final class FakeDesk implements Desk {
    public final List<OptimizationResult> told = new ArrayList<>();
    public final List<CacheControl> controls = new ArrayList<>();
    public Consumer<OptimizationResult> onTold = result -> {};
    final List<ActionAnswer> answers = new ArrayList<>();
    boolean readable = true;
    private final List<ActionCommand> ordered = new ArrayList<>();
    private boolean listening;

    @Override
    public Optional<LogView> controls() {
        if (!readable) {
            return Optional.empty();
        }
        LogView view = new LogView(() -> 0);
        for (int i = 0; i < controls.size(); i++) {
            CacheControl control = controls.get(i);
            view.take(new LogEntry(true, i, 0, control.key(), EventJson.write(control)));
        }
        return Optional.of(view);
    }

    @Override
    public void steer(CacheControl control) {
        controls.add(control);
    }

    @Override
    public void tell(OptimizationResult result) {
        // As it is on the topic.
        told.add(EventJson.read(EventJson.write(result), OptimizationResult.class));
        onTold.accept(result);
    }

    @Override
    public void listen() {
        listening = true;
    }

    @Override
    public List<ActionCommand> orders() {
        List<ActionCommand> heard = List.copyOf(ordered);
        ordered.clear();
        return heard;
    }

    @Override
    public void answer(ActionAnswer answer) {
        answers.add(answer);
    }

    @Override
    public void ignore() {
        listening = false;
    }

    /** Somebody orders something about what was told last. */
    void order(ActionCommand.Order order) {
        if (listening) {
            ordered.add(new ActionCommand(
                    1, "c-" + answers.size(), 0, last().id(), last().endpoint(), order, "anna", "because"));
        }
    }

    public OptimizationResult last() {
        return told.get(told.size() - 1);
    }
}

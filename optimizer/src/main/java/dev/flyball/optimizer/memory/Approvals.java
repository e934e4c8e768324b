package dev.flyball.optimizer.memory;

import dev.flyball.cache.sweep.Node;
import dev.flyball.optimizer.decide.Mode;
import dev.flyball.optimizer.memory.Workbench.Clocks;
import dev.flyball.schemas.ActionAnswer;
import dev.flyball.schemas.ActionCommand;
import dev.flyball.schemas.MemoryLevel;
import java.util.List;
import java.util.Optional;

/** What people order about runs that wait for approval: each order is answered, and each proposal ends. */
record Approvals(MemoryPolicy policy, Turns turns, Desk desk, Clocks clocks) {
    /**
     * Keeps the turn, so that nobody else proposes the same, and obeys.
     *
     * @param allowed what may be done now
     * @return what the server is like now, if its run is to begin now; else the proposal still waits, or has ended
     */
    Optional<Reading> attend(
            Node node, Server server, Proposed waiting, List<ActionCommand> orders, Allowance allowed) {
        if (!turns.keep(server.address())) {
            end(server, waiting, "The turn for this server was lost, to another optimizer or while Redis was away.");
            return Optional.empty();
        }
        for (ActionCommand command : orders) {
            if (command.action().equals(waiting.id())) {
                Optional<Reading> approved = obey(command, node, server, waiting, allowed);
                if (server.proposed() == null) {
                    return approved;
                }
            }
        }
        if (waiting.isOver(clocks.nowMs())) {
            end(server, waiting, waiting.late());
        }
        return Optional.empty();
    }

    private Optional<Reading> obey(
            ActionCommand command, Node node, Server server, Proposed waiting, Allowance allowed) {
        return switch (command.order()) {
            case APPROVE -> approve(command, node, server, waiting, allowed);
            case REJECT -> {
                String words = "Rejected by " + command.by() + ": " + command.reason() + ".";
                end(server, waiting, words);
                answer(command, true, words);
                yield Optional.empty();
            }
            case ROLLBACK -> {
                answer(command, false, "It has not begun, so there is nothing to take back.");
                yield Optional.empty();
            }
        };
    }

    private Optional<Reading> approve(
            ActionCommand command, Node node, Server server, Proposed waiting, Allowance allowed) {
        if (allowed.mode() != Mode.APPROVE) {
            answer(command, false, "It does not begin now, and can be approved later. All namespaces are frozen.");
            return Optional.empty();
        }
        Reading reading = Reading.of(node, policy.limit(), clocks);
        String words = "Approved by " + command.by() + ": " + command.reason() + ".";
        if (server.saw(reading.memory(), policy.thresholds()) == MemoryLevel.OK) {
            String changed = words + " By now enough is free without it.";
            end(server, waiting, changed);
            answer(command, false, "It does not begin, and is not proposed any more. " + changed);
            return Optional.empty();
        }
        server.propose(null);
        answer(command, true, "It has begun. " + words);
        return Optional.of(reading);
    }

    private void end(Server server, Proposed waiting, String why) {
        server.propose(null);
        desk.tell(waiting.declined(why, clocks.nowMs()));
    }

    private void answer(ActionCommand command, boolean obeyed, String words) {
        desk.answer(ActionAnswer.to(command, obeyed, words, clocks.nowMs()));
    }
}

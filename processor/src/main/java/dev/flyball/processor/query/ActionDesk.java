package dev.flyball.processor.query;

import dev.flyball.schemas.ActionCommand;
import dev.flyball.schemas.Freeze;

/** Where orders about actions are handed in. Both may throw {@link StoresUnavailableException} if they are not taken. */
public interface ActionDesk {
    /** Nobody takes orders. */
    ActionDesk CLOSED = new ActionDesk() {
        @Override
        public void order(ActionCommand command) {
            throw new StoresUnavailableException("orders are not taken here");
        }

        @Override
        public void order(Freeze freeze) {
            throw new StoresUnavailableException("orders are not taken here");
        }
    };

    /** Returns when Kafka has it. */
    void order(ActionCommand command);

    /** Returns when Kafka has it. */
    void order(Freeze freeze);
}

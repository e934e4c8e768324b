package dev.flyball.optimizer.topology;

import dev.flyball.optimizer.action.Action;
import dev.flyball.optimizer.action.Finished;
import dev.flyball.optimizer.action.Rest;
import dev.flyball.optimizer.action.Running;
import dev.flyball.optimizer.decide.Act;
import dev.flyball.optimizer.decide.Policy;
import dev.flyball.schemas.CacheControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Begins and ends actions: what the stores know, what caches are told and what results say always change together. */
record Ledger(TaskMemory memory, Outlet outlet, Policy policy) {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    /**
     * @param now epoch milliseconds
     */
    void begin(Act act, long now) {
        Action action = act.what();
        Running running = action.begin();
        CacheControl control = running.steer(memory.control(action.namespace(), now));
        memory.keep(new Owned(running, control));
        if (!memory.isRenewal(action.namespace(), action.temporary())) {
            memory.remember(action.namespace(), now);
        }
        outlet.steer(control, now);
        outlet.publish(act.result());
        outlet.hurry();
        log(action).log("acting");
    }

    void conclude(Finished finished) {
        String namespace = finished.action().namespace();
        Rest previous = memory.rest(namespace).orElse(null);
        finished.steer(memory.control(namespace, finished.at()))
                .ifPresent(control -> outlet.steer(control, finished.at()));
        memory.keep(finished, Rest.after(finished, previous, policy.cooldown(), policy.longestCooldown()));
        outlet.publish(finished.result());
        memory.learn(finished).ifPresent(outlet::publish);
        outlet.hurry();
        log(finished.action()).addKeyValue("verdict", finished.verdict()).log("finished");
    }

    private static LoggingEventBuilder log(Action action) {
        return LOG.atInfo()
                .addKeyValue("action", action.id())
                .addKeyValue("strategy", action.strategy())
                .addKeyValue("namespace", action.namespace())
                .addKeyValue("endpoint", action.endpointOf());
    }
}

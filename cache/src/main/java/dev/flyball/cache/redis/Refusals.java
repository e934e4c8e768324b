package dev.flyball.cache.redis;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Redis says when it does not let us in, or not do what we want: told to the log of the app, each once. */
final class Refusals {
    private static final Logger log = LoggerFactory.getLogger(RedisStore.class);

    /** What the words of Redis mean for whoever runs the app. */
    private static final Map<String, String> FIXES = Map.of(
            "WRONGPASS",
            "the user or the password in its address is wrong, or the user is off",
            "NOAUTH",
            "it wants a password: name one in its address, redis://user:password@host:port",
            "NOPERM",
            "its user lacks a permission: ACL SETUSER <user> ~flyball:* +get +getrange +set +del +unlink +eval +ping");

    private final RedisAddress address;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    Refusals(RedisAddress address) {
        this.address = address;
    }

    /** Whether a failure is one of these, which is then said. */
    boolean isOne(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            for (Map.Entry<String, String> fix : FIXES.entrySet()) {
                if (message.contains(fix.getKey())) {
                    say(fix, message);
                    return true;
                }
            }
        }
        return false;
    }

    private void say(Map.Entry<String, String> fix, String message) {
        if (said.add(fix.getKey())) {
            log.error(
                    "Redis at {} refuses, going on without it: {}; it said: {} (told once)",
                    address,
                    fix.getValue(),
                    message);
        }
    }
}

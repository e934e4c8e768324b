package dev.flyball.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** How much is logged to stderr: warnings, and of Kafka errors alone, unless somebody wants to know more. */
final class Logging {
    private Logging() {}

    static void verbose() {
        logger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
        logger("dev.flyball").setLevel(Level.DEBUG);
        logger("org.apache.kafka").setLevel(Level.INFO);
    }

    static boolean isVerbose() {
        return logger("dev.flyball").isDebugEnabled();
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}

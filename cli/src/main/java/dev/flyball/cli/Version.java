package dev.flyball.cli;

import java.util.Optional;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.IVersionProvider;

/** Which Flyball this is, and what it runs on. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "flyball " + ofFlyball(), "Java " + Runtime.version(), "Kafka client " + AppInfoParser.getVersion()
        };
    }

    /** From the jar's manifest; classes that were not packaged have none. */
    private static String ofFlyball() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }
}

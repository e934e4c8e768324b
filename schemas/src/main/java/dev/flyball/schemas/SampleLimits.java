package dev.flyball.schemas;

import java.time.Duration;

/**
 * What a sample may hold before it is rejected. Everything on the wire is hostile: without limits one app could fill
 * the heap of the processor, or put markup into somebody's dashboard.
 *
 * @param recordBytes largest value of one Kafka record
 * @param serviceChars longest service name
 * @param endpointChars longest operation
 * @param textChars longest user, instance, trace id, namespace or action
 * @param responseTime longest response time
 * @param ahead how far a timestamp may lie ahead of the moment at which the record was appended
 * @param behind how far a timestamp may lie behind that moment
 */
public record SampleLimits(
        int recordBytes,
        int serviceChars,
        int endpointChars,
        int textChars,
        Duration responseTime,
        Duration ahead,
        Duration behind) {
    public SampleLimits {
        requirePositive("recordBytes", recordBytes);
        requirePositive("serviceChars", serviceChars);
        requirePositive("endpointChars", endpointChars);
        requirePositive("textChars", textChars);
        requireWithinACentury("responseTime", responseTime);
        requireWithinACentury("ahead", ahead);
        requireWithinACentury("behind", behind);
    }

    public static final SampleLimits DEFAULT =
            new SampleLimits(1 << 20, 100, 300, 200, Duration.ofDays(1), Duration.ofMinutes(5), Duration.ofDays(7));

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more: " + value);
        }
    }

    private static void requireWithinACentury(String name, Duration value) {
        if (value.isNegative() || value.toDays() > 36_500) {
            throw new IllegalArgumentException(name + " must be 0 to 36500 days: " + value);
        }
    }
}

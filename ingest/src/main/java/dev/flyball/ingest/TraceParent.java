package dev.flyball.ingest;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The W3C {@code traceparent} header, as far as it concerns us: its trace id. */
final class TraceParent {
    static final String HEADER = "traceparent";

    /** Later versions may append fields; version 00 must not. */
    private static final Pattern FORM =
            Pattern.compile("(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    private static final int LONGEST = 256;

    private TraceParent() {}

    /** The trace id, if the header is there and well-formed. */
    static Optional<String> traceId(@Nullable String header) {
        if (header == null || header.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(header);
        if (!form.matches() || ("00".equals(form.group(1)) && form.group(3) != null)) {
            return Optional.empty();
        }
        return Optional.of(form.group(2));
    }
}

package dev.flyball.processor.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as RFC 9457 has it.
 *
 * @param type a URI that names the kind of problem
 * @param title the kind in words
 * @param status HTTP status
 * @param detail this very case in words, with the fix
 * @param instance path that was asked for
 * @param candidates keys of endpoints that may have been meant
 */
record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        @Nullable List<String> candidates) {
    static Problem of(String kind, String title, int status, String detail) {
        return new Problem("urn:flyball:problem:" + kind, title, status, detail, null, null);
    }

    /** A problem that its HTTP status says all about. */
    static Problem of(int status, String title, String detail) {
        return new Problem("about:blank", title, status, detail, null, null);
    }

    Problem at(String path) {
        return new Problem(type, title, status, detail, path, candidates);
    }

    Problem withCandidates(List<String> keys) {
        return new Problem(type, title, status, detail, instance, keys);
    }
}

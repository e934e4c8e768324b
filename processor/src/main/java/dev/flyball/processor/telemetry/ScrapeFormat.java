package dev.flyball.processor.telemetry;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The forms of text that Prometheus reads. */
enum ScrapeFormat {
    TEXT("text/plain", "text/plain; version=0.0.4; charset=utf-8"),
    OPEN_METRICS("application/openmetrics-text", "application/openmetrics-text; version=1.0.0; charset=utf-8");

    private final String mediaType;
    private final String contentType;

    ScrapeFormat(String mediaType, String contentType) {
        this.mediaType = mediaType;
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /**
     * The form that is liked best; text where nothing is said, or nothing that we have. We choose it and say so, since
     * Prometheus 3 refuses a scrape of which the header and the body differ.
     */
    static ScrapeFormat negotiate(@Nullable String accept) {
        if (accept == null) {
            return TEXT;
        }
        return OPEN_METRICS.weight(accept) > TEXT.weight(accept) ? OPEN_METRICS : TEXT;
    }

    /** How much this form is liked, 0 to 1. A wildcard says nothing for OpenMetrics, which few but Prometheus read. */
    private double weight(String accept) {
        double weight = 0;
        for (String range : accept.toLowerCase(Locale.ROOT).split(",", 64)) {
            String[] parts = range.split(";", 16);
            if (parts[0].strip().equals(mediaType)) {
                weight = Math.max(weight, quality(parts));
            }
        }
        return weight;
    }

    private static double quality(String[] parts) {
        for (String part : parts) {
            String parameter = part.strip();
            if (parameter.startsWith("q=")) {
                return quality(parameter.substring(2));
            }
        }
        return 1;
    }

    private static double quality(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}

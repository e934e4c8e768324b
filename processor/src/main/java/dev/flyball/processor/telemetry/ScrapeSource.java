package dev.flyball.processor.telemetry;

import org.jspecify.annotations.Nullable;

/** Where a scraper gets the metrics from. */
@FunctionalInterface
public interface ScrapeSource {
    /** The metrics now, in the form that the header {@code Accept} likes best. */
    Scrape scrape(@Nullable String accept);
}

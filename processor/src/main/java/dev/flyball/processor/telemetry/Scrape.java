package dev.flyball.processor.telemetry;

/**
 * All metrics as text.
 *
 * @param contentType the form of the text, as an HTTP header says it
 */
public record Scrape(String contentType, String body) {}

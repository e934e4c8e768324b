package dev.flyball.cli.config;

/** A setting's value as it was written, and where. */
public record Value(String text, Origin origin) {}

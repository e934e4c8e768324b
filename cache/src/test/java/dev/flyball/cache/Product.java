package dev.flyball.cache;

/** What the tests cache. */
record Product(String id, int priceCents) {}

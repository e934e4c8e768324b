package dev.flyball.benchmarks.cache;

/** What is cached: a value of the size that caches hold most. */
record Product(String id, String name, String brand, int priceCents, String description) {
    static Product of(String id, int priceCents) {
        return new Product(id, "Kettle " + id, "acme", priceCents, "Boils a litre of water in two minutes. ".repeat(5));
    }
}

package dev.flyball.cli.storefront;

/** So many of a product in somebody's cart. */
public record CartLine(long product, String name, int quantity) {}

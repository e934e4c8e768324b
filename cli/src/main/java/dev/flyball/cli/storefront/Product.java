package dev.flyball.cli.storefront;

import org.jspecify.annotations.Nullable;

/**
 * Something that the shop sells.
 *
 * @param priceCents what it costs; a faulty release has written products without it into the cache
 */
public record Product(
        long id, String name, long category, @Nullable Integer priceCents) {
    /** @throws IllegalStateException if it has no price, as the shop cannot show it then */
    Product checked() {
        if (priceCents == null) {
            throw new IllegalStateException("product " + id + " has no price");
        }
        return this;
    }

    Product withoutPrice() {
        return new Product(id, name, category, null);
    }
}

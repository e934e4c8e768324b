package dev.flyball.cli.storefront;

import java.util.List;

/** Products under a heading: a category, or what was searched for. */
public record ProductList(String title, List<Product> products) {
    public ProductList {
        products = List.copyOf(products);
    }
}

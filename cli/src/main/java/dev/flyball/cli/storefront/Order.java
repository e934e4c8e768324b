package dev.flyball.cli.storefront;

/**
 * Somebody buys something.
 *
 * @param quantity 1 to 100
 */
public record Order(String user, long product, int quantity) {
    public Order {
        if (user == null || user.isBlank() || user.length() > 200) {
            throw new IllegalArgumentException("user must be 1 to 200 characters");
        }
        if (quantity < 1 || quantity > 100) {
            throw new IllegalArgumentException("quantity must be 1 to 100: " + quantity);
        }
    }
}

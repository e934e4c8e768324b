package dev.flyball.cli.storefront;

/** The shop has no such thing. */
final class NotFoundException extends RuntimeException {
    NotFoundException(String message) {
        super(message);
    }
}

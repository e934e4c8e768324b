package dev.flyball.schemas;

import java.util.Objects;

/**
 * The unit that is watched: an operation of a service, such as {@code storefront} and {@code GET /api/products/{id}}.
 *
 * <p>Endpoints are ordered by their {@link #key()}, so that whatever walks over many of them does it in one order.
 */
public record Endpoint(String service, String operation) implements Comparable<Endpoint> {
    private static final char SEPARATOR = '|';

    public Endpoint {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(operation, "operation");
        if (service.indexOf(SEPARATOR) >= 0) {
            throw new IllegalArgumentException("A service must not contain '" + SEPARATOR + "': " + service);
        }
    }

    /** The key of this endpoint's records on every topic: {@code service|operation}. */
    public String key() {
        return service + SEPARATOR + operation;
    }

    /**
     * Reads a {@link #key()} back.
     *
     * @throws IllegalArgumentException if there is no separator in it
     */
    public static Endpoint ofKey(String key) {
        int separator = key.indexOf(SEPARATOR);
        if (separator < 0) {
            throw new IllegalArgumentException("Not an endpoint's key, service" + SEPARATOR + "operation: " + key);
        }
        return new Endpoint(key.substring(0, separator), key.substring(separator + 1));
    }

    @Override
    public int compareTo(Endpoint other) {
        int byService = service.compareTo(other.service);
        return byService != 0 ? byService : operation.compareTo(other.operation);
    }

    @Override
    public String toString() {
        return service + " " + operation;
    }
}

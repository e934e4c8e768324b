package dev.flyball.processor.query;

import java.util.List;

/**
 * The first elements of a list.
 *
 * @param total how many there are in all
 */
record Page<T>(int total, List<T> items) {
    static <T> Page<T> of(List<T> all, int limit) {
        return new Page<>(all.size(), all.subList(0, Math.min(limit, all.size())));
    }
}

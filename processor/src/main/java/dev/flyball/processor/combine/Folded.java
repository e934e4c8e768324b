package dev.flyball.processor.combine;

import java.util.Comparator;
import java.util.List;

/**
 * A service with more names than there are places.
 *
 * @param service its name; {@code _other} for those that are above the budget of services
 * @param samples how many were counted as {@code _other}
 * @param lastFoldedMs event time of the last of them, to the grain, epoch milliseconds
 * @param shapes what most of them look like, the most frequent first; the counts are estimates
 */
public record Folded(String service, long samples, long lastFoldedMs, List<Shape> shapes) {
    static final Comparator<Folded> MOST_FIRST =
            Comparator.comparingLong(Folded::samples).reversed().thenComparing(Folded::service);

    public Folded {
        shapes = List.copyOf(shapes);
    }

    /**
     * What names have in common.
     *
     * @param shape the name's beginning, with {@code *} for each part that holds a digit
     * @param samples about how many there were
     * @param example one such name
     */
    public record Shape(String shape, long samples, String example) {
        static final Comparator<Shape> HEAVIEST_FIRST =
                Comparator.comparingLong(Shape::samples).reversed().thenComparing(Shape::shape);
    }
}

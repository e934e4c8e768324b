package dev.flyball.processor.combine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the input partitions of this process fold, for those who ask. Safe for concurrent use. */
public final class FoldedBoard {
    private static final int SHAPES = 10;

    private final Map<Integer, List<Folded>> byPartition = new HashMap<>();

    /**
     * What is new about a service.
     *
     * @param folded the service, as its partition folds it
     * @param samples folded since the last time
     * @param first whether no partition had folded anything of it before
     */
    public record News(Folded folded, long samples, boolean first) {}

    /** Tells what a partition folds now; returns what is new about it. */
    public synchronized List<News> tell(int partition, List<Folded> folded) {
        List<Folded> before = byPartition.getOrDefault(partition, List.of());
        if (folded.isEmpty() && before.isEmpty()) {
            return List.of();
        }
        Map<String, Long> known = new HashMap<>();
        byPartition.values().forEach(all -> all.forEach(service -> known.put(service.service(), 0L)));
        before.forEach(service -> known.put(service.service(), service.samples()));
        byPartition.put(partition, List.copyOf(folded));
        List<News> news = new ArrayList<>();
        for (Folded now : folded) {
            Long counted = known.get(now.service());
            // What was forgotten meanwhile counts from nought again.
            long from = counted == null || counted > now.samples() ? 0 : counted;
            if (now.samples() > from) {
                news.add(new News(now, now.samples() - from, counted == null));
            }
        }
        return news;
    }

    /** The partition moves away. */
    public synchronized void forget(int partition) {
        byPartition.remove(partition);
    }

    /** Services over all partitions, those with the most folded samples first. */
    public synchronized List<Folded> all() {
        Map<String, Folded> byService = new HashMap<>();
        byPartition
                .values()
                .forEach(all -> all.forEach(service -> byService.merge(service.service(), service, FoldedBoard::sum)));
        return byService.values().stream().sorted(Folded.MOST_FIRST).toList();
    }

    private static Folded sum(Folded a, Folded b) {
        Map<String, Folded.Shape> shapes = Stream.concat(a.shapes().stream(), b.shapes().stream())
                .collect(Collectors.toMap(Folded.Shape::shape, shape -> shape, FoldedBoard::sum));
        return new Folded(
                a.service(),
                a.samples() + b.samples(),
                Math.max(a.lastFoldedMs(), b.lastFoldedMs()),
                shapes.values().stream()
                        .sorted(Folded.Shape.HEAVIEST_FIRST)
                        .limit(SHAPES)
                        .toList());
    }

    private static Folded.Shape sum(Folded.Shape a, Folded.Shape b) {
        return new Folded.Shape(a.shape(), a.samples() + b.samples(), a.example());
    }
}

package dev.flyball.cache.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flyball.cache.entry.EntryName;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Some of the keys of a server, with their sizes and how much they are used. A server shows its keys in the order of their
 * hashes, so the first ones are as good a sample as any.
 *
 * @param keys that the server has
 * @param usage what is told of use: {@link Node.Fact#IDLE_SECONDS} or {@link Node.Fact#FREQUENCY}
 * @param found those that were looked at
 */
public record Survey(long keys, Node.Fact usage, List<Found> found) {
    private static final int STEP = 100;

    public Survey {
        found = List.copyOf(found);
    }

    /**
     * A key.
     *
     * @param namespace or {@link Census#OTHERS} if it is no value of the cache
     * @param bytes of memory; 0 if the server does not tell
     * @param used in the unit of the survey's usage; empty if the server does not tell
     */
    public record Found(String name, String namespace, long bytes, OptionalLong used) {}

    /**
     * Looks at a server, with as many breaks as work; no key counts as used because of that.
     *
     * @param budget how many keys are looked at, in about
     */
    public static Survey take(Node node, Node.Fact usage, long budget, Pause pause) {
        long size = node.size();
        List<Found> found = new ArrayList<>();
        String cursor = "0";
        do {
            Node.Probed<Node.Page> page = node.scan(cursor, KeyPattern.ALL, STEP);
            List<byte[]> names = page.answer().keys();
            if (!names.isEmpty()) {
                Node.Probed<List<OptionalLong>> sizes = node.facts(Node.Fact.BYTES, names);
                Node.Probed<List<OptionalLong>> uses = node.facts(usage, names);
                for (int i = 0; i < names.size(); i++) {
                    found.add(found(
                            names.get(i), sizes.answer().get(i), uses.answer().get(i)));
                }
                pause.forNanos(sizes.tookNanos() + uses.tookNanos());
            }
            cursor = page.answer().cursor();
            pause.forNanos(page.tookNanos());
        } while (!cursor.equals("0") && found.size() < budget);
        return new Survey(size, usage, found);
    }

    /** How many keys of the server each one stands for, 1 or more. */
    public double scale() {
        return found.isEmpty() ? 1 : Math.max(1, (double) keys / found.size());
    }

    private static Found found(byte[] name, OptionalLong bytes, OptionalLong used) {
        String namespace = EntryName.of(name)
                .filter(entry -> !entry.lease())
                .map(EntryName::namespace)
                .orElse(Census.OTHERS);
        return new Found(new String(name, UTF_8), namespace, bytes.orElse(0), used);
    }
}

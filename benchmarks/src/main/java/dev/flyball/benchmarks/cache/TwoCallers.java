package dev.flyball.benchmarks.cache;

import dev.flyball.benchmarks.Peer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Two JVMs with the same contender. */
record TwoCallers(Peer one, Peer other) implements AutoCloseable {
    static TwoCallers start(AsideContender contender, Servers servers) throws IOException {
        System.err.println(contender.title());
        List<String> arguments = new ArrayList<>(List.of(contender.name()));
        arguments.addAll(servers.arguments());
        TwoCallers both = new TwoCallers(Peer.start(Callers.class, arguments), Peer.start(Callers.class, arguments));
        both.one.hear();
        both.other.hear();
        return both;
    }

    /** Tells both the same, and waits for the answers of both. */
    List<List<String>> ask(Object... words) throws IOException {
        one.tell(words);
        other.tell(words);
        return List.of(one.hear(), other.hear());
    }

    @Override
    public void close() {
        one.close();
        other.close();
    }
}

package dev.flyball.cache;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The caches that a client has, and those who want to know each. Any thread may use it. */
final class Caches {
    private final Set<String> namespaces = new HashSet<>();
    private final List<FlyballCache<?>> opened = new ArrayList<>();
    private final List<Consumer<FlyballCache<?>>> watchers = new ArrayList<>();

    /** @throws IllegalStateException if the client has a cache of this namespace already */
    synchronized void reserve(String namespace) {
        if (!namespaces.add(namespace)) {
            throw new IllegalStateException("this client has a cache of " + namespace + " already: share it");
        }
    }

    synchronized void opened(FlyballCache<?> cache) {
        opened.add(cache);
        watchers.forEach(watcher -> watcher.accept(cache));
    }

    synchronized void forEach(Consumer<FlyballCache<?>> watcher) {
        watchers.add(watcher);
        opened.forEach(watcher);
    }
}

package dev.flyball.processor.combine;

import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which endpoints of one input partition are told apart: first come, first served, up to the budget; an endpoint
 * that is silent for long gives its place back. What is decided depends on the samples of the partition and their order
 * alone. Not safe for concurrent use.
 */
final class Admission {
    private final Cardinality budget;
    private final long expiryMs;
    private final long grainMs;
    private final Map<String, Service> services = new HashMap<>();
    /** Takes what belongs to services above the budget. */
    private final Service others = new Service(Cardinality.OTHER);

    private final Map<Endpoint, Place> changed = new LinkedHashMap<>();
    private final Set<Endpoint> gone = new LinkedHashSet<>();
    /** The partition's event time in whole grains, epoch milliseconds. */
    private long nowMs = Long.MIN_VALUE / 2;

    Admission(Cardinality budget, Duration expiry) {
        this.budget = budget;
        this.expiryMs = expiry.toMillis();
        this.grainMs = Cardinality.grainMs(expiry);
    }

    /** Event time of the partition goes on; it never goes back. */
    void advanceTo(long timestampMs) {
        if (timestampMs >= nowMs + grainMs) {
            nowMs = Math.floorDiv(timestampMs, grainMs) * grainMs;
            services.values().removeIf(this::isEmptyWithoutTheSilent);
            others.forgetOldFolds();
        }
    }

    private boolean isEmptyWithoutTheSilent(Service service) {
        service.places.values().removeIf(place -> {
            boolean leaves = place != service.other && isOver(place.seenMs);
            if (leaves) {
                forget(place.endpoint);
            }
            return leaves;
        });
        service.forgetOldFolds();
        boolean empty = service.places.size() == 1 && isOver(service.other.seenMs);
        if (empty) {
            forget(service.other.endpoint);
        }
        return empty;
    }

    private boolean isOver(long seenMs) {
        return seenMs + expiryMs < nowMs;
    }

    private void forget(Endpoint endpoint) {
        changed.remove(endpoint);
        gone.add(endpoint);
    }

    /** What the sample is to be counted as: its own endpoint, or the one for all that are above the budget. */
    Endpoint admit(Sample sample) {
        Service service = services.get(sample.service());
        if (service == null) {
            service = newService(sample.service());
        }
        if (service == others) {
            others.folds.add(sample.service(), nowMs);
            return others.other.endpoint;
        }
        Place place = service.places.get(sample.endpoint());
        if (place == null) {
            place = service.newPlace(sample.endpoint(), budget.endpointsPerService());
            if (place == service.other) {
                service.folds.add(sample.endpoint(), nowMs);
            }
        }
        touch(place);
        return place.endpoint;
    }

    private Service newService(String name) {
        if (services.size() >= budget.services() || name.equals(Cardinality.OTHER)) {
            return others;
        }
        Service service = new Service(name);
        services.put(name, service);
        touch(service.other);
        return service;
    }

    private void touch(Place place) {
        if (place.seenMs != nowMs) {
            place.seenMs = nowMs;
            changed.put(place.endpoint, place);
        }
    }

    /** Tells what has changed since the last time. */
    void drainChanges(Memory memory) {
        gone.forEach(memory::gone);
        gone.clear();
        changed.values().forEach(place -> memory.seen(place.endpoint, place.seenMs));
        changed.clear();
    }

    /** Gives an endpoint its place back after a restart, whatever the budget is now. */
    void restore(Endpoint endpoint, long seenMs) {
        Service service = services.computeIfAbsent(endpoint.service(), Service::new);
        service.places.computeIfAbsent(endpoint.operation(), operation -> new Place(endpoint)).seenMs = seenMs;
    }

    /** Services with samples that were folded lately, the most first. */
    List<Folded> folded() {
        List<Folded> folded = new ArrayList<>();
        services.values().forEach(service -> service.addFolded(folded));
        others.addFolded(folded);
        folded.sort(Folded.MOST_FIRST);
        return folded;
    }

    /** An endpoint that is told apart. */
    private static final class Place {
        private final Endpoint endpoint;
        private long seenMs = Long.MIN_VALUE;

        Place(Endpoint endpoint) {
            this.endpoint = endpoint;
        }
    }

    private final class Service {
        private final Map<String, Place> places = new HashMap<>();
        private final Place other;
        private Folds folds = new Folds();

        Service(String name) {
            other = new Place(new Endpoint(name, Cardinality.OTHER));
            places.put(Cardinality.OTHER, other);
        }

        Place newPlace(String operation, int most) {
            // The place of all others is not counted.
            if (places.size() > most) {
                return other;
            }
            Place place = new Place(new Endpoint(other.endpoint.service(), operation));
            places.put(operation, place);
            return place;
        }

        void forgetOldFolds() {
            if (folds.samples() > 0 && isOver(folds.lastMs())) {
                folds = new Folds();
            }
        }

        void addFolded(List<Folded> to) {
            if (folds.samples() > 0) {
                to.add(folds.of(other.endpoint.service()));
            }
        }
    }
}

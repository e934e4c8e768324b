package dev.flyball.processor.rules;

import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.Endpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An alert that is pending or firing, and what its next step depends on; or one that was resolved and is remembered for
 * a while, so that flapping shows.
 *
 * @param alert as it was last published, with its figures kept up to date
 * @param clearSince since when the rule does not hold any more, epoch milliseconds; missing while it holds
 * @param requests how many optimization requests were sent for it
 * @param requestedAt when the last one was sent, epoch milliseconds
 * @param firings when alerts of this rule and endpoint fired within the last hour, epoch milliseconds
 */
public record OpenAlert(Alert alert, @Nullable Long clearSince, int requests, long requestedAt, List<Long> firings) {
    /** How long a firing counts as part of flapping. */
    public static final long FLAPPING_MS = Duration.ofHours(1).toMillis();

    private static final int MOST_FIRINGS = 1_000;

    /**
     * What a finding makes of an alert.
     *
     * @param next the alert that is open now, or was resolved but is still remembered
     * @param published the alert to publish, if its state changed
     */
    public record Step(Optional<OpenAlert> next, Optional<Alert> published) {
        static final Step NOTHING = new Step(Optional.empty(), Optional.empty());
    }

    public OpenAlert {
        firings = firings == null ? List.of() : List.copyOf(firings);
    }

    /** The first step: opens an alert if the rule holds. */
    public static Step begin(Watch watch, Endpoint endpoint, Finding finding, long now) {
        return begin(watch, endpoint, finding, now, List.of());
    }

    private static Step begin(Watch watch, Endpoint endpoint, Finding finding, long now, List<Long> firings) {
        if (!finding.holds()) {
            return Step.NOTHING;
        }
        Alert alert = new Alert(
                Alert.SCHEMA_VERSION,
                idOf(watch, endpoint, now),
                watch.name(),
                watch.kind(),
                endpoint.service(),
                endpoint.operation(),
                AlertState.PENDING,
                now,
                null,
                null,
                watch.severity(),
                watch.metric(),
                finding.value(),
                finding.value(),
                finding.threshold(),
                finding.evidence(),
                finding.exemplars(),
                watch.rule().labels(),
                null);
        OpenAlert pending = new OpenAlert(alert, null, 0, 0, firings);
        return watch.rule().forMs() == 0
                ? pending.fired(watch, finding, now)
                : new Step(Optional.of(pending), Optional.of(alert));
    }

    /** The next step of an alert that is open, or remembered. */
    public Step on(Watch watch, Finding finding, long now) {
        return switch (alert.state()) {
            case PENDING -> onPending(watch, finding, now);
            case FIRING -> onFiring(watch, finding, now);
            case RESOLVED -> onResolved(watch, finding, now);
        };
    }

    private Step onPending(Watch watch, Finding finding, long now) {
        if (!finding.holds()) {
            return closed(watch, finding, now);
        }
        return now - alert.startedAt() < watch.rule().forMs()
                ? still(updated(watch, AlertState.PENDING, finding, null, null), null)
                : fired(watch, finding, now);
    }

    private Step fired(Watch watch, Finding finding, long now) {
        List<Long> all = Stream.concat(recent(now).stream(), Stream.of(now)).toList();
        List<Long> newest = all.subList(Math.max(0, all.size() - MOST_FIRINGS), all.size());
        Alert firing = withFlaps(updated(watch, AlertState.FIRING, finding, now, null), newest.size());
        return new Step(Optional.of(new OpenAlert(firing, null, 0, 0, newest)), Optional.of(firing));
    }

    private Step onFiring(Watch watch, Finding finding, long now) {
        Alert current = updated(watch, AlertState.FIRING, finding, alert.firedAt(), null);
        if (!finding.clear()) {
            return still(current, null);
        }
        long since = clearSince == null ? now : clearSince;
        return now - since < watch.rule().keepFiringMs() ? still(current, since) : closed(watch, finding, now);
    }

    private Step onResolved(Watch watch, Finding finding, long now) {
        Step begun = begin(watch, alert.endpointOf(), finding, now, recent(now));
        return begun.next().isPresent() ? begun : new Step(remembered(now), Optional.empty());
    }

    private Step still(Alert current, @Nullable Long since) {
        return new Step(Optional.of(new OpenAlert(current, since, requests, requestedAt, firings)), Optional.empty());
    }

    private Step closed(Watch watch, Finding finding, long now) {
        Alert resolved = updated(watch, AlertState.RESOLVED, finding, alert.firedAt(), now);
        return new Step(new OpenAlert(resolved, null, 0, 0, firings).remembered(now), Optional.of(resolved));
    }

    public boolean isOpen() {
        return alert.state() != AlertState.RESOLVED;
    }

    /** This one, as long as something of it counts. */
    public Optional<OpenAlert> remembered(long now) {
        return isOpen() || !recent(now).isEmpty() ? Optional.of(this) : Optional.empty();
    }

    private List<Long> recent(long now) {
        return firings.stream().filter(firing -> firing > now - FLAPPING_MS).toList();
    }

    /** The same alert after a further optimization request. */
    public OpenAlert requested(long now) {
        return new OpenAlert(alert, clearSince, requests + 1, now, firings);
    }

    /** The end of an alert whose rule is gone. */
    public OpenAlert withdrawn(long now) {
        Alert resolved = new Alert(
                alert.schemaVersion(),
                alert.id(),
                alert.rule(),
                alert.kind(),
                alert.service(),
                alert.endpoint(),
                AlertState.RESOLVED,
                alert.startedAt(),
                alert.firedAt(),
                now,
                alert.severity(),
                alert.metric(),
                alert.value(),
                alert.peak(),
                alert.threshold(),
                alert.evidence(),
                alert.exemplars(),
                alert.labels(),
                alert.flaps());
        return new OpenAlert(resolved, null, 0, 0, firings);
    }

    /** What the rule says of severity and labels counts from when it says so. */
    private Alert updated(
            Watch watch, AlertState state, Finding finding, @Nullable Long firedAt, @Nullable Long resolvedAt) {
        return new Alert(
                alert.schemaVersion(),
                alert.id(),
                alert.rule(),
                alert.kind(),
                alert.service(),
                alert.endpoint(),
                state,
                alert.startedAt(),
                firedAt,
                resolvedAt,
                watch.severity(),
                alert.metric(),
                finding.value(),
                watch.worse(alert.peak(), finding.value()),
                finding.threshold(),
                finding.evidence(),
                // The bad samples, not those of the recovery, are worth a look.
                finding.exemplars().isEmpty() ? alert.exemplars() : finding.exemplars(),
                watch.rule().labels(),
                alert.flaps());
    }

    private static Alert withFlaps(Alert alert, int flaps) {
        return new Alert(
                alert.schemaVersion(),
                alert.id(),
                alert.rule(),
                alert.kind(),
                alert.service(),
                alert.endpoint(),
                alert.state(),
                alert.startedAt(),
                alert.firedAt(),
                alert.resolvedAt(),
                alert.severity(),
                alert.metric(),
                alert.value(),
                alert.peak(),
                alert.threshold(),
                alert.evidence(),
                alert.exemplars(),
                alert.labels(),
                flaps);
    }

    /** The same for every replay of the same log. */
    private static String idOf(Watch watch, Endpoint endpoint, long startedAt) {
        String name = endpoint.key() + '|' + watch.name() + '|' + startedAt;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}

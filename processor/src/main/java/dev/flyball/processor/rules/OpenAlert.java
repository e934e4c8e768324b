package dev.flyball.processor.rules;

import dev.flyball.schemas.Alert;
import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Rule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert that is pending or firing, and what its next step depends on.
 *
 * @param alert as it was last published, with its figures kept up to date
 * @param clearSince since when the rule does not hold any more, epoch milliseconds; missing while it holds
 * @param requests how many optimization requests were sent for it
 * @param requestedAt when the last one was sent, epoch milliseconds
 */
public record OpenAlert(Alert alert, @Nullable Long clearSince, int requests, long requestedAt) {
    /**
     * What a finding makes of an alert.
     *
     * @param next the alert that is open now, if one is
     * @param published the alert to publish, if its state changed
     */
    public record Step(Optional<OpenAlert> next, Optional<Alert> published) {
        static final Step NOTHING = new Step(Optional.empty(), Optional.empty());
    }

    /** The first step: opens an alert if the rule holds. */
    public static Step begin(Rule rule, Endpoint endpoint, Finding finding, long now) {
        if (!finding.holds()) {
            return Step.NOTHING;
        }
        boolean fires = rule.forMs() == 0;
        Alert alert = new Alert(
                Alert.SCHEMA_VERSION,
                idOf(rule, endpoint, now),
                rule.name(),
                rule.metric().kind(),
                endpoint.service(),
                endpoint.operation(),
                fires ? AlertState.FIRING : AlertState.PENDING,
                now,
                fires ? now : null,
                null,
                rule.severity(),
                rule.metric(),
                finding.value(),
                finding.value(),
                rule.threshold(),
                finding.evidence(),
                finding.exemplars(),
                rule.labels());
        return new Step(Optional.of(new OpenAlert(alert, null, 0, 0)), Optional.of(alert));
    }

    /** The next step of an alert that is open. */
    public Step on(Rule rule, Finding finding, long now) {
        return alert.state() == AlertState.PENDING ? onPending(rule, finding, now) : onFiring(rule, finding, now);
    }

    private Step onPending(Rule rule, Finding finding, long now) {
        if (!finding.holds()) {
            return closed(finding, now);
        }
        if (now - alert.startedAt() < rule.forMs()) {
            return still(updated(AlertState.PENDING, finding, null, null), null);
        }
        Alert firing = updated(AlertState.FIRING, finding, now, null);
        return new Step(Optional.of(new OpenAlert(firing, null, 0, 0)), Optional.of(firing));
    }

    private Step onFiring(Rule rule, Finding finding, long now) {
        Alert current = updated(AlertState.FIRING, finding, alert.firedAt(), null);
        if (!finding.clear()) {
            return still(current, null);
        }
        long since = clearSince == null ? now : clearSince;
        return now - since < rule.keepFiringMs() ? still(current, since) : closed(finding, now);
    }

    private Step still(Alert current, @Nullable Long since) {
        return new Step(Optional.of(new OpenAlert(current, since, requests, requestedAt)), Optional.empty());
    }

    private Step closed(Finding finding, long now) {
        return new Step(Optional.empty(), Optional.of(updated(AlertState.RESOLVED, finding, alert.firedAt(), now)));
    }

    /** The same alert after a further optimization request. */
    public OpenAlert requested(long now) {
        return new OpenAlert(alert, clearSince, requests + 1, now);
    }

    /** The end of an alert whose rule is gone. */
    public Alert withdrawn(long now) {
        Finding last = new Finding(false, true, alert.value(), alert.evidence(), List.of());
        return updated(AlertState.RESOLVED, last, alert.firedAt(), now);
    }

    private Alert updated(AlertState state, Finding finding, @Nullable Long firedAt, @Nullable Long resolvedAt) {
        boolean worse = finding.value() > alert.peak();
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
                alert.severity(),
                alert.metric(),
                finding.value(),
                worse ? finding.value() : alert.peak(),
                alert.threshold(),
                finding.evidence(),
                // The bad samples, not those of the recovery, are worth a look.
                finding.exemplars().isEmpty() ? alert.exemplars() : finding.exemplars(),
                alert.labels());
    }

    /** The same for every replay of the same log. */
    private static String idOf(Rule rule, Endpoint endpoint, long startedAt) {
        String name = endpoint.key() + '|' + rule.name() + '|' + startedAt;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}

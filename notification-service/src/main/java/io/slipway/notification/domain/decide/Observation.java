package io.slipway.notification.domain.decide;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.slipway.events.Refusal;
import io.slipway.events.alert.Alert.Severity;
import io.slipway.events.notification.Notification;
import io.slipway.events.notification.NotificationCommand.ObserveDeployment;
import io.slipway.events.notification.NotificationCommand.ObserveRules;
import io.slipway.events.notification.NotificationCommand.ObserveTransition;
import io.slipway.events.notification.NotificationEvent;
import io.slipway.events.notification.NotificationEvent.DeploymentObserved;
import io.slipway.events.notification.NotificationEvent.RulesChanged;
import io.slipway.events.notification.NotificationEvent.TransitionObserved;
import io.slipway.events.notification.Severities;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;
import io.slipway.notification.domain.state.NotificationState;
import io.slipway.notification.domain.state.Seen;

/** What the deploy events lead to. Who hears of a transition is settled when it is first seen, by the rules of then. */
final class Observation {
    private Observation() {}

    static Decision<NotificationEvent> rules(Draft<NotificationState, NotificationEvent> draft, ObserveRules observed) {
        NotificationState state = draft.state();
        if (observed.revision() > state.rulesRevision() && !observed.rules().equals(state.rules())) {
            draft.emit(new RulesChanged(state.application(), observed.revision(), observed.rules()));
        }
        return draft.accepted(state.application());
    }

    static Decision<NotificationEvent> deployment(
            Draft<NotificationState, NotificationEvent> draft, ObserveDeployment observed) {
        NotificationState state = draft.state();
        if (state.memory().hasForgotten(observed.environment(), observed.deploymentId())) {
            return forgotten(observed.deploymentId());
        }
        boolean news = state.memory()
                .of(observed.deploymentId())
                .map(seen -> seen.requestedBy() == null)
                .orElse(true);
        if (news) {
            draft.emit(new DeploymentObserved(
                    state.application(),
                    observed.environment(),
                    observed.deploymentId(),
                    observed.requestedBy(),
                    observed.rollbackOf(),
                    observed.version()));
        }
        return draft.accepted(state.application());
    }

    static Decision<NotificationEvent> transition(
            Draft<NotificationState, NotificationEvent> draft,
            Deliveries deliveries,
            List<Subscription> subscriptions,
            ObserveTransition observed) {
        NotificationState state = draft.state();
        if (state.memory().hasForgotten(observed.environment(), observed.deploymentId())) {
            return forgotten(observed.deploymentId());
        }
        Optional<Seen> seen = state.memory().of(observed.deploymentId());
        if (seen.map(known -> known.states().contains(observed.to())).orElse(false)) {
            return Decision.accepted(List.of(), state.application());
        }
        Severity severity = Severities.of(observed.to());
        Map<String, Optional<Duration>> audience =
                Audience.of(state, subscriptions, new Audience.News(observed.environment(), severity, observed.to()));
        draft.emit(new TransitionObserved(
                state.application(),
                observed.environment(),
                observed.deploymentId(),
                observed.to(),
                List.copyOf(audience.keySet())));
        audience.forEach((channel, digest) ->
                deliveries.tell(notification(state, observed, seen, channel, severity), digest.orElse(null)));
        deliveries.goOn();
        return draft.accepted(state.application());
    }

    private static Notification notification(
            NotificationState state,
            ObserveTransition observed,
            Optional<Seen> seen,
            String channel,
            Severity severity) {
        return new Notification(
                Notification.id(observed.deploymentId(), observed.to(), channel),
                channel,
                state.application(),
                observed.environment(),
                observed.deploymentId(),
                observed.version(),
                observed.from(),
                observed.to(),
                observed.reason(),
                seen.map(Seen::requestedBy).orElse(null),
                seen.map(Seen::rollbackOf).orElse(null),
                observed.at(),
                observed.correlationId(),
                observed.sourceEventId(),
                null,
                severity,
                null,
                null);
    }

    private static Decision<NotificationEvent> forgotten(String deploymentId) {
        return Decision.refused(
                Refusal.Code.CONFLICT,
                deploymentId + " ended so long ago that its transitions are no longer known one by one;"
                        + " all of them were dealt with");
    }
}

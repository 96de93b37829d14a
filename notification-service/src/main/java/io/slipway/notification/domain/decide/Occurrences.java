package io.slipway.notification.domain.decide;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.notification.Notification;
import io.slipway.events.notification.NotificationCommand.ObserveOccurrence;
import io.slipway.events.notification.NotificationEvent;
import io.slipway.events.notification.NotificationEvent.OccurrenceObserved;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Draft;
import io.slipway.notification.domain.state.NotificationState;
import io.slipway.notification.domain.state.Seen;

/** What happened that is no transition. The same event counts once, however often it is redelivered. */
final class Occurrences {
    private Occurrences() {}

    static Decision<NotificationEvent> observe(
            Draft<NotificationState, NotificationEvent> draft,
            Deliveries deliveries,
            List<Subscription> subscriptions,
            ObserveOccurrence observed) {
        NotificationState state = draft.state();
        if (state.hasSeen(observed.sourceEventId())) {
            return Decision.accepted(List.of(), state.application());
        }
        Map<String, Optional<Duration>> audience =
                Audience.of(state, subscriptions, new Audience.News(observed.environment(), observed.severity(), null));
        draft.emit(new OccurrenceObserved(
                state.application(),
                observed.environment(),
                observed.deploymentId(),
                observed.kind(),
                observed.sourceEventId(),
                List.copyOf(audience.keySet())));
        audience.forEach(
                (channel, digest) -> deliveries.tell(notification(state, observed, channel), digest.orElse(null)));
        deliveries.goOn();
        return draft.accepted(state.application());
    }

    private static Notification notification(NotificationState state, ObserveOccurrence observed, String channel) {
        String about = observed.deploymentId() == null
                ? state.application() + "-" + observed.environment() + "-" + observed.kind()
                : observed.deploymentId();
        Optional<Seen> seen = state.memory().of(about);
        DeploymentState newest = seen.map(Seen::states)
                .filter(states -> !states.isEmpty())
                .map(List::getLast)
                .orElse(DeploymentState.REQUESTED);
        return new Notification(
                Notification.idOf(about, observed.sourceEventId(), channel),
                channel,
                state.application(),
                observed.environment(),
                about,
                seen.map(Seen::version).orElse(""),
                newest,
                newest,
                observed.reason(),
                seen.map(Seen::requestedBy).orElse(null),
                seen.map(Seen::rollbackOf).orElse(null),
                observed.at(),
                observed.correlationId(),
                observed.sourceEventId(),
                observed.kind(),
                observed.severity(),
                observed.title(),
                null);
    }
}

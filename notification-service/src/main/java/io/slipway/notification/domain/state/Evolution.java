package io.slipway.notification.domain.state;

import java.time.Instant;

import io.slipway.events.notification.DeliveryEvent;
import io.slipway.events.notification.NotificationEvent;

/** The state after an event. */
public final class Evolution {
    private Evolution() {}

    public static NotificationState evolve(NotificationState state, NotificationEvent event, Instant at) {
        return switch (event) {
            case NotificationEvent.RulesChanged changed -> state.withRules(changed.revision(), changed.rules());
            case NotificationEvent.DeploymentObserved seen ->
                state.withMemory(state.memory()
                        .with(
                                seen.environment(),
                                seen.deploymentId(),
                                known -> known.requested(seen.requestedBy(), seen.rollbackOf(), seen.version())));
            case NotificationEvent.TransitionObserved seen ->
                state.withMemory(state.memory()
                        .with(seen.environment(), seen.deploymentId(), known -> known.reached(seen.state())));
            case NotificationEvent.OccurrenceObserved seen -> state.withOccurrence(seen.occurrence());
            case NotificationEvent.Collected collected ->
                state.withChannel(
                        collected.channel(),
                        queue -> queue.collecting(Digest.with(queue.digest(), collected.item(), collected.dueAt())));
            case DeliveryEvent delivery -> state.withChannel(delivery.channel(), queue -> queue(queue, delivery, at));
        };
    }

    private static ChannelQueue queue(ChannelQueue queue, DeliveryEvent event, Instant at) {
        String id = event.notificationId();
        return switch (event) {
            case DeliveryEvent.Requested requested ->
                (requested.notification().items() == null ? queue : queue.collecting(null))
                        .with(Pending.of(requested.notification()));
            case DeliveryEvent.DeliveryStarted started ->
                queue.changed(id, pending -> pending.offered(started.attempt(), started.pickUpUntil()));
            case DeliveryEvent.DeliveryClaimed claimed ->
                queue.changed(id, pending -> pending.claimed(claimed.worker(), claimed.leaseUntil()));
            case DeliveryEvent.DeliveryLeaseRenewed renewed ->
                queue.changed(id, pending -> pending.renewed(renewed.leaseUntil()));
            case DeliveryEvent.DeliveryBegun ignored -> queue.changed(id, Pending::begins);
            case DeliveryEvent.DeliveryLost ignored -> queue.changed(id, Pending::lost);
            case DeliveryEvent.Delivered done -> queue.delivered(id, at, done.receipt());
            case DeliveryEvent.DeliveryFailed failed ->
                queue.changed(id, pending -> pending.failed(failed.rejected(), at, failed.retryAt()))
                        .failing(failed.reason());
            case DeliveryEvent.GivenUp gone -> queue.givenUp(id, at, gone.reason());
        };
    }
}

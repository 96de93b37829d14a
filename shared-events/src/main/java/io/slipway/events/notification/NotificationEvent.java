package io.slipway.events.notification;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Event;
import io.slipway.events.MessageType;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.pipeline.NotificationRule;

/** What happened to the notifications of an application. */
public sealed interface NotificationEvent extends Event
        permits NotificationEvent.RulesChanged,
                NotificationEvent.DeploymentObserved,
                NotificationEvent.TransitionObserved,
                NotificationEvent.OccurrenceObserved,
                NotificationEvent.Collected,
                DeliveryEvent {
    String application();

    /** @param revision of the application's specification they are from */
    @MessageType(
            value = "io.slipway.notification.rules.changed.v1",
            description = "From now on other channels hear, or of other things.")
    record RulesChanged(String application, int revision, List<NotificationRule> rules) implements NotificationEvent {
        public RulesChanged {
            rules = List.copyOf(rules);
        }
    }

    @MessageType(
            value = "io.slipway.notification.deployment.observed.v1",
            description = "A deployment began whose transitions may be told.")
    record DeploymentObserved(
            String application,
            String environment,
            String deploymentId,
            String requestedBy,
            @Nullable String rollbackOf,
            @Nullable String version)
            implements NotificationEvent {}

    /** @param channels who hears of it by the rules of now; empty when nobody does */
    @MessageType(
            value = "io.slipway.notification.transition.observed.v1",
            description = "A deployment reached another state; it is settled who hears of that.")
    record TransitionObserved(
            String application, String environment, String deploymentId, DeploymentState state, List<String> channels)
            implements NotificationEvent {
        public TransitionObserved {
            channels = List.copyOf(channels);
        }
    }

    /**
     * @param occurrence id of the event that said so
     * @param channels who hears of it by the rules of now; empty when nobody does
     */
    @MessageType(
            value = "io.slipway.notification.occurrence.observed.v1",
            description = "A deployment was paused or an alert was raised; it is settled who hears of that.")
    record OccurrenceObserved(
            String application,
            String environment,
            @Nullable String deploymentId,
            String kind,
            String occurrence,
            List<String> channels)
            implements NotificationEvent {
        public OccurrenceObserved {
            channels = List.copyOf(channels);
        }
    }

    /** @param dueAt when the digest is told; the first item of a digest settles it */
    @MessageType(
            value = "io.slipway.notification.collected.v1",
            description = "A channel hears of this later, in one message with whatever else there is by then.")
    record Collected(String application, String channel, DigestItem item, Instant dueAt) implements NotificationEvent {}
}

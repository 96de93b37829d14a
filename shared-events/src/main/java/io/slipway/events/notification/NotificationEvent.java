package io.slipway.events.notification;

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
            @Nullable String rollbackOf)
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
}

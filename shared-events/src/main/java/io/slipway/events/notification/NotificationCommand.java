package io.slipway.events.notification;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Command;
import io.slipway.events.MessageType;
import io.slipway.events.alert.Alert.Severity;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.pipeline.NotificationRule;

/** What the notifications of an application have to take note of. */
public sealed interface NotificationCommand extends Command {
    /** The aggregate's id. */
    String application();

    /**
     * @param revision of the application's specification; an older one than the newest changes nothing
     * @param rules all that hold from now on
     */
    @MessageType(
            value = "io.slipway.notification.rules.observe.v1",
            description = "An application said who wants to hear what.")
    record ObserveRules(String application, int revision, List<NotificationRule> rules) implements NotificationCommand {
        public ObserveRules {
            rules = List.copyOf(rules);
        }
    }

    /**
     * @param rollbackOf the deployment it takes back, where it is a rollback
     * @param version absent where an older version of this service asks
     */
    @MessageType(
            value = "io.slipway.notification.deployment.observe.v1",
            description = "Somebody asked for a deployment.")
    record ObserveDeployment(
            String application,
            String environment,
            String deploymentId,
            String requestedBy,
            @Nullable String rollbackOf,
            @Nullable String version)
            implements NotificationCommand {}

    /**
     * @param deploymentId absent where it is about none
     * @param kind as in {@link Notification}
     * @param title as in {@link Notification}
     */
    @MessageType(
            value = "io.slipway.notification.occurrence.observe.v1",
            description = "Something happened that is no transition: a deployment was paused, or an alert was raised.")
    record ObserveOccurrence(
            String application,
            String environment,
            @Nullable String deploymentId,
            String kind,
            Severity severity,
            @Nullable String title,
            @Nullable String reason,
            Instant at,
            String correlationId,
            String sourceEventId)
            implements NotificationCommand {}

    /** The parameters are those of {@link Notification}. */
    @MessageType(
            value = "io.slipway.notification.transition.observe.v1",
            description = "A deployment reached another state.")
    record ObserveTransition(
            String application,
            String environment,
            String deploymentId,
            String version,
            DeploymentState from,
            DeploymentState to,
            @Nullable String reason,
            Instant at,
            String correlationId,
            String sourceEventId)
            implements NotificationCommand {}

    /**
     * A worker of an older version is about to send; the others may when their claim of the task is accepted. Granted once
     * for each attempt: who is refused must not send.
     *
     * @param attempt of the delivery task
     */
    @MessageType(
            value = "io.slipway.notification.delivery.begin.v1",
            description = "A worker is about to send a notification.")
    record BeginDelivery(String application, String notificationId, int attempt) implements NotificationCommand {}
}

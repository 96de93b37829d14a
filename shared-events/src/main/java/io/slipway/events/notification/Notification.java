package io.slipway.events.notification;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.DeploymentState;

/**
 * One message to one channel: what it tells. It carries facts and no text of any channel's format, and never a secret.
 *
 * @param id {@code <deployment>/<state>/<channel>}: follows from what it tells, so the same transition makes the same id
 * @param channel name of a channel the notification-service is configured with
 * @param from the state the deployment left
 * @param to the state it reached
 * @param reason why, for a person
 * @param requestedBy who asked for the deployment, where that was seen
 * @param rollbackOf the deployment it takes back, where it is a rollback
 * @param at when the deployment reached the state
 * @param correlationId of the request the deployment follows from
 * @param sourceEventId CloudEvents id of the event that said so
 */
public record Notification(
        String id,
        String channel,
        String application,
        String environment,
        String deploymentId,
        String version,
        DeploymentState from,
        DeploymentState to,
        @Nullable String reason,
        @Nullable String requestedBy,
        @Nullable String rollbackOf,
        Instant at,
        String correlationId,
        String sourceEventId) {

    /** The id of what a channel is told of a transition. */
    public static String id(String deploymentId, DeploymentState to, String channel) {
        return deploymentId + "/" + to + "/" + channel;
    }
}

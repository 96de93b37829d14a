package io.slipway.events.notification;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.alert.Alert.Severity;
import io.slipway.events.deploy.DeploymentState;

/**
 * One message to one channel: what it tells. It carries facts and no text of any channel's format, and never a secret.
 *
 * @param id {@code <deployment>/<state>/<channel>}: follows from what it tells, so the same transition makes the same id;
 *     of what is no transition the event's id takes the place of the state
 * @param channel name of a channel the notification-service is configured with
 * @param deploymentId what it is about: a deployment, or the run of a backup; of an alert about neither, and of a digest, its
 *     own name
 * @param version empty where none is known
 * @param from the state the deployment left; of what is no transition the newest state that was seen
 * @param to the state it reached; of what is no transition the newest state that was seen
 * @param reason why, for a person
 * @param requestedBy who asked for the deployment, where that was seen
 * @param rollbackOf the deployment it takes back, where it is a rollback
 * @param at when the deployment reached the state
 * @param correlationId of the request the deployment follows from
 * @param sourceEventId CloudEvents id of the event that said so
 * @param kind {@value #PAUSED}, {@value #ALERT}, {@value #BACKUP} or {@value #DIGEST}; absent of a transition
 * @param severity how much it matters; of a digest the highest of its items
 * @param title of an alert and of news of backups, in their own words
 * @param items of a digest, oldest first
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
        String sourceEventId,
        @Nullable String kind,
        @Nullable Severity severity,
        @Nullable String title,
        @Nullable List<DigestItem> items) {
    /** A deployment goes no further until somebody resumes it. */
    public static final String PAUSED = "paused";
    /** Something a person should look at now. */
    public static final String ALERT = "alert";
    /** A backup, a drill or a restore began, ended or failed. */
    public static final String BACKUP = "backup";
    /** Several things at once. */
    public static final String DIGEST = "digest";

    /** The id of what a channel is told of something that is no transition. */
    public static String idOf(String deploymentId, String occurrence, String channel) {
        return deploymentId + "/" + occurrence + "/" + channel;
    }

    /** The id of what a channel is told of a transition. */
    public static String id(String deploymentId, DeploymentState to, String channel) {
        return deploymentId + "/" + to + "/" + channel;
    }
}

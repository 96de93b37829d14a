package io.slipway.events.notification.view;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Document;
import io.slipway.events.MessageType;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.pipeline.NotificationRule;

/**
 * The notifications of an application as they are now. Published under the key {@code notifications/<application>}.
 *
 * @param rules who hears what
 * @param channels one for each channel that was ever told anything, by name
 */
@MessageType(
        value = "io.slipway.notification.application.view.v1",
        description = "The notifications of an application as they are now.")
public record NotificationsView(
        String application, long revision, List<NotificationRule> rules, List<ChannelView> channels)
        implements Document {
    public NotificationsView {
        rules = List.copyOf(rules);
        channels = List.copyOf(channels);
    }

    public static String key(String application) {
        return "notifications/" + application;
    }

    /**
     * @param waiting how many notifications are not delivered yet
     * @param pending the first of them, in the order in which they are told
     * @param delivered how many were delivered
     * @param givenUp how many were given up
     * @param lastError what the newest failed attempt failed with; null once one succeeded after it
     */
    public record ChannelView(
            String channel,
            int waiting,
            List<PendingView> pending,
            long delivered,
            long givenUp,
            @Nullable EndView lastDelivered,
            @Nullable EndView lastGivenUp,
            @Nullable String lastError) {
        public ChannelView {
            pending = List.copyOf(pending);
        }
    }

    /**
     * @param at when the deployment reached the state
     * @param attempts begun so far
     * @param retryAt when the next attempt begins, while it waits for that
     */
    public record PendingView(
            String notificationId,
            String environment,
            String deploymentId,
            String version,
            DeploymentState state,
            Instant at,
            int attempts,
            @Nullable Instant retryAt) {}

    /** @param reason why it was given up; null of a delivered one */
    public record EndView(
            String notificationId, Instant at, @Nullable String reason) {}
}

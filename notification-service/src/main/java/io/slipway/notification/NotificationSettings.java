package io.slipway.notification;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.slipway.events.Topics;
import io.slipway.events.alert.Alert.Severity;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.pipeline.NotificationRule;
import io.slipway.kit.edge.CallSettings;
import io.slipway.notification.channel.ChannelSettings;
import io.slipway.notification.domain.decide.Schedule;
import io.slipway.notification.domain.decide.Subscription;

/**
 * The notification-service's own settings.
 *
 * @param channels by the name that rules use; {@code log} is there even when it is not set
 * @param subscriptions what is told of several applications, whatever their own rules ask for
 * @param lease how long a worker has a delivery without a sign of life; then another attempt begins
 * @param firstWait wait after the first failed attempt; doubled with each further one
 * @param maxWait longest wait between two attempts
 * @param horizon how long after the transition it is still worth telling
 * @param rejectedHorizon how long a message is tried that the target says it does not take
 * @param calls how one attempt deals with failures that may pass in a moment
 */
@ConfigurationProperties("slipway.notification")
public record NotificationSettings(
        @DefaultValue Map<String, ChannelSettings> channels,
        @DefaultValue List<SubscriptionSettings> subscriptions,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("1s") Duration firstWait,
        @DefaultValue("5m") Duration maxWait,
        @DefaultValue("7d") Duration horizon,
        @DefaultValue("1h") Duration rejectedHorizon,
        @DefaultValue Calls calls) {

    /** The parameters are those of {@link NotificationRule}; {@code applications} empty means all. */
    public record SubscriptionSettings(
            String channel,
            @DefaultValue List<String> applications,
            @DefaultValue List<String> environments,
            @DefaultValue List<DeploymentState> states,
            @Nullable Severity severity,
            @Nullable Duration digest) {}

    /**
     * @param tries within one attempt
     * @param firstWait wait before the second try; doubled with each further one, and spread at random
     * @param maxWait longest wait between two tries
     * @param concurrent calls to one channel at once
     * @param openFor how long a channel is left alone once half of its calls fail
     * @param slackInterval least time between two calls to the same room or webhook of Slack, which takes one a second
     */
    public record Calls(
            @DefaultValue("2") int tries,
            @DefaultValue("200ms") Duration firstWait,
            @DefaultValue("1s") Duration maxWait,
            @DefaultValue("4") int concurrent,
            @DefaultValue("15s") Duration openFor,
            @DefaultValue("1s") Duration slackInterval) {}

    public NotificationSettings {
        channels = Map.copyOf(channels);
        subscriptions = List.copyOf(subscriptions);
        if (firstWait.toMillis() < 1 || maxWait.compareTo(firstWait) < 0) {
            throw new IllegalArgumentException("slipway.notification.first-wait is " + firstWait + " and max-wait is "
                    + maxWait + ", expected at least 1ms, and the second not below the first");
        }
        if (lease.toMillis() < 1000) {
            throw new IllegalArgumentException("slipway.notification.lease is " + lease + ", expected at least 1s");
        }
    }

    Schedule schedule() {
        return new Schedule(lease, Topics.NOTIFICATION_TASKS.retention(), firstWait, maxWait, horizon, rejectedHorizon);
    }

    List<Subscription> toSubscriptions() {
        return subscriptions.stream()
                .map(one -> new Subscription(
                        one.applications(),
                        new NotificationRule(
                                one.channel(), one.environments(), one.states(), one.severity(), one.digest())))
                .toList();
    }

    Duration slackInterval() {
        return calls.slackInterval();
    }

    CallSettings callSettings() {
        return CallSettings.defaults()
                .withTries(calls.tries())
                .withWaits(calls.firstWait(), calls.maxWait())
                .withConcurrent(calls.concurrent())
                .withOpenFor(calls.openFor());
    }
}

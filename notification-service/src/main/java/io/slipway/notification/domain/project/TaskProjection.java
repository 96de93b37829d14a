package io.slipway.notification.domain.project;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.json.Json;
import io.slipway.events.notification.DeliverTask;
import io.slipway.events.notification.DeliveryEvent.DeliveryStarted;
import io.slipway.events.notification.Notification;
import io.slipway.events.notification.NotificationEvent;
import io.slipway.events.task.TaskOffered;
import io.slipway.kit.aggregate.Following;
import io.slipway.kit.aggregate.Outbound;
import io.slipway.kit.aggregate.Projection;
import io.slipway.notification.domain.decide.Schedule;
import io.slipway.notification.domain.state.NotificationState;
import io.slipway.notification.domain.state.Pending;

/**
 * Hands out each attempt at a delivery. The task id is the notification's; the key is the channel, so that one worker has
 * all deliveries to it and can keep the pace that the channel's target wants.
 */
final class TaskProjection implements Projection<NotificationState, NotificationEvent> {
    /** Bounds a worker; the tries of one attempt are far shorter. */
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final Schedule schedule;

    TaskProjection(Schedule schedule) {
        this.schedule = schedule;
    }

    @Override
    public List<Outbound> project(
            NotificationState before, NotificationState after, Envelope<NotificationEvent> event) {
        if (!(event.data() instanceof DeliveryStarted started)) {
            return List.of();
        }
        Pending pending = after.find(started.notificationId()).orElseThrow();
        Notification notification = pending.notification();
        DeliverTask task = new DeliverTask(
                notification,
                schedule.giveUpAt(notification),
                pending.mayHaveArrived(),
                after.channels().get(started.channel()).thread(notification.deploymentId()));
        TaskOffered offer = offer(started, task);
        return List.of(Following.task(Topics.NOTIFICATION_TASKS, notification.channel(), event, offer));
    }

    private TaskOffered offer(DeliveryStarted started, DeliverTask task) {
        Notification notification = task.notification();
        return new TaskOffered(
                notification.id(),
                started.attempt(),
                DeliverTask.TYPE,
                notification.application(),
                Topics.NOTIFICATION_COMMANDS.name(),
                schedule.lease(),
                TIMEOUT,
                Json.tree(task),
                Map.of(
                        "application", notification.application(),
                        "environment", notification.environment(),
                        "deployment", notification.deploymentId(),
                        "channel", notification.channel()));
    }
}

package io.slipway.notification.domain.project;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Topics;
import io.slipway.events.notification.DeliveryEvent;
import io.slipway.events.notification.NotificationCommand;
import io.slipway.events.notification.NotificationEvent;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.notification.domain.decide.NotificationDecider;
import io.slipway.notification.domain.decide.Schedule;
import io.slipway.notification.domain.decide.Subscription;
import io.slipway.notification.domain.state.ChannelQueue;
import io.slipway.notification.domain.state.Ending;
import io.slipway.notification.domain.state.NotificationState;

/** The notification context as the host runs it. */
public final class NotificationAggregate {
    /** The CloudEvents source of everything it says. */
    public static final String SOURCE = "/slipway/notification-service";

    private NotificationAggregate() {}

    public static AggregateDefinition<NotificationState, NotificationCommand, NotificationEvent> definition(
            Schedule schedule, List<Subscription> subscriptions) {
        return new AggregateDefinition<>(
                "notification",
                SOURCE,
                NotificationState.class,
                NotificationCommand.class,
                NotificationEvent.class,
                new NotificationDecider(schedule, subscriptions),
                new AggregateDefinition.Channels(
                        Topics.NOTIFICATION_COMMANDS,
                        Topics.NOTIFICATIONS,
                        Topics.NOTIFICATION_TASKS,
                        Topics.NOTIFICATION_REPLIES,
                        Topics.NOTIFICATION_VIEWS,
                        Topics.NOTIFICATION_STATE),
                NotificationAggregate::subjectOf,
                NotificationAggregate::correlationOf,
                List.of(new TaskProjection(schedule)),
                new NotificationDocuments());
    }

    static String subjectOf(NotificationEvent event) {
        return switch (event) {
            case NotificationEvent.RulesChanged rules -> rules.application();
            case NotificationEvent.DeploymentObserved deployment -> deployment.deploymentId();
            case NotificationEvent.TransitionObserved transition -> transition.deploymentId();
            case NotificationEvent.OccurrenceObserved occurrence ->
                occurrence.deploymentId() == null ? occurrence.application() : occurrence.deploymentId();
            case NotificationEvent.Collected collected -> collected.item().deploymentId();
            case DeliveryEvent delivery -> delivery.notificationId();
        };
    }

    /** A delivery belongs to the request its deployment came from, whatever led to the event. */
    static @Nullable String correlationOf(NotificationState after, NotificationEvent event) {
        return event instanceof DeliveryEvent delivery
                ? correlation(after.channels().get(delivery.channel()), delivery.notificationId())
                : null;
    }

    private static @Nullable String correlation(ChannelQueue queue, String notificationId) {
        Optional<String> pending =
                queue.find(notificationId).map(found -> found.notification().correlationId());
        return pending.or(() -> Stream.of(
                                Optional.ofNullable(queue.lastDelivered()), Optional.ofNullable(queue.lastGivenUp()))
                        .flatMap(Optional::stream)
                        .filter(ending -> ending.notificationId().equals(notificationId))
                        .map(Ending::correlationId)
                        .findFirst())
                .orElse(null);
    }
}

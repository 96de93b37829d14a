package io.slipway.notification.observe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Envelope;
import io.slipway.events.Message;
import io.slipway.events.Topics;
import io.slipway.events.alert.Alert;
import io.slipway.events.deploy.ApplicationEvent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.DeploymentTransition;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.events.notification.Notification;
import io.slipway.events.notification.NotificationCommand;
import io.slipway.events.notification.NotificationCommand.ObserveDeployment;
import io.slipway.events.notification.NotificationCommand.ObserveOccurrence;
import io.slipway.events.notification.NotificationCommand.ObserveRules;
import io.slipway.events.notification.NotificationCommand.ObserveTransition;
import io.slipway.events.notification.Severities;
import io.slipway.kit.aggregate.Source;

/** Which events of other contexts matter, and what is made of them. The same event makes the same command, always. */
public final class ObservedEvents {
    /** A reason may hold the output of a tool; nobody reads more of it in a chat. */
    private static final int LONGEST_REASON = 1000;

    private ObservedEvents() {}

    /** The sources of the notifications: deploy events, the alerts of all contexts, and what backups come to. */
    public static List<Source<NotificationCommand>> sources() {
        return List.of(
                new Source<>(Topics.DEPLOY_EVENTS, typesThatMatter(), ObservedEvents::command),
                new Source<>(Topics.ALERTS, Set.of(MessageCatalogue.typeOf(Alert.class)), ObservedEvents::command),
                BackupNews.source());
    }

    private static Set<String> typesThatMatter() {
        return MessageCatalogue.all().entrySet().stream()
                .filter(entry -> matters(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The types of {@link #command}. */
    private static boolean matters(Class<?> message) {
        return message == ApplicationEvent.Applied.class
                || message == DeploymentEvent.Requested.class
                || message == DeploymentEvent.Paused.class
                || DeploymentTransition.class.isAssignableFrom(message);
    }

    static Optional<NotificationCommand> command(Envelope<Message> event) {
        return switch (event.data()) {
            case ApplicationEvent.Applied applied ->
                Optional.of(new ObserveRules(
                        applied.application(),
                        applied.revision(),
                        applied.spec().notifications()));
            case DeploymentEvent.Requested requested ->
                Optional.of(new ObserveDeployment(
                        requested.application(),
                        requested.environment(),
                        requested.deploymentId(),
                        requested.requestedBy(),
                        requested.rollbackOf(),
                        requested.version()));
            case DeploymentEvent.Paused paused ->
                Optional.of(new ObserveOccurrence(
                        paused.application(),
                        paused.environment(),
                        paused.deploymentId(),
                        Notification.PAUSED,
                        Severities.PAUSED,
                        null,
                        shortened(paused.by() + ": " + paused.reason()),
                        event.time(),
                        event.correlationId(),
                        event.id()));
            case DeploymentTransition transition ->
                Optional.of(new ObserveTransition(
                        transition.application(),
                        transition.environment(),
                        transition.deploymentId(),
                        transition.version(),
                        transition.from(),
                        transition.to(),
                        shortened(transition.reason()),
                        event.time(),
                        event.correlationId(),
                        event.id()));
            case Alert alert ->
                Optional.of(new ObserveOccurrence(
                        alert.application(),
                        alert.environment(),
                        alert.deploymentId(),
                        Notification.ALERT,
                        alert.severity(),
                        alert.title(),
                        shortened(alert.detail().isBlank() ? null : alert.detail()),
                        alert.at(),
                        event.correlationId(),
                        alert.id()));
            default -> Optional.empty();
        };
    }

    static @Nullable String shortened(@Nullable String reason) {
        return reason == null || reason.length() <= LONGEST_REASON
                ? reason
                : reason.substring(0, LONGEST_REASON - 1) + "…";
    }
}

package io.slipway.notification.observe;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Envelope;
import io.slipway.events.Message;
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

/** Which deploy events matter, and what is made of them. The same event makes the same command, always. */
final class ObservedEvents {
    /** A reason may hold the output of a tool; nobody reads more of it in a chat. */
    private static final int LONGEST_REASON = 1000;

    private static final Set<String> OF_NO_INTEREST = MessageCatalogue.all().entrySet().stream()
            .filter(entry -> !matters(entry.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toUnmodifiableSet());

    private ObservedEvents() {}

    /** Whether an event of this type leads to no command, whatever it says. */
    static boolean ofNoInterest(String type) {
        return OF_NO_INTEREST.contains(type);
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
            default -> Optional.empty();
        };
    }

    static @Nullable String shortened(@Nullable String reason) {
        return reason == null || reason.length() <= LONGEST_REASON
                ? reason
                : reason.substring(0, LONGEST_REASON - 1) + "…";
    }
}

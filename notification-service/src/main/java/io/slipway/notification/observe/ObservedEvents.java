package io.slipway.notification.observe;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Envelope;
import io.slipway.events.Message;
import io.slipway.events.deploy.ApplicationEvent;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.DeploymentTransition;
import io.slipway.events.notification.NotificationCommand;
import io.slipway.events.notification.NotificationCommand.ObserveDeployment;
import io.slipway.events.notification.NotificationCommand.ObserveRules;
import io.slipway.events.notification.NotificationCommand.ObserveTransition;

/** Which deploy events matter, and what is made of them. The same event makes the same command, always. */
final class ObservedEvents {
    /** A reason may hold the output of a tool; nobody reads more of it in a chat. */
    private static final int LONGEST_REASON = 1000;

    private ObservedEvents() {}

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
                        requested.rollbackOf()));
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

    private static @Nullable String shortened(@Nullable String reason) {
        return reason == null || reason.length() <= LONGEST_REASON
                ? reason
                : reason.substring(0, LONGEST_REASON - 1) + "…";
    }
}

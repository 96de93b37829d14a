package io.slipway.notification.deliver;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.slipway.events.CommandReply;
import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.events.notification.DeliverTask;
import io.slipway.events.notification.Notification;
import io.slipway.events.notification.NotificationCommand.BeginDelivery;
import io.slipway.kit.command.CommandEnvelopes;
import io.slipway.kit.command.CommandGateway;
import io.slipway.kit.task.TaskFailedException;

/** Asks the aggregate, which knows whether the attempt is still this worker's and nobody has sent it yet. */
public final class GatewayPermission implements SendPermission {
    private static final String SOURCE = "/slipway/notification-service/worker";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final CommandGateway gateway;
    private final CommandEnvelopes envelopes;

    public GatewayPermission(CommandGateway gateway, CommandEnvelopes envelopes) {
        this.gateway = gateway;
        this.envelopes = envelopes;
    }

    @Override
    public void ask(DeliverTask task, int attempt) throws TaskFailedException, InterruptedException {
        CommandReply reply = reply(task.notification(), attempt);
        if (!reply.accepted()) {
            throw new TaskFailedException("attempt " + attempt + " is over or was begun before", true);
        }
    }

    private CommandReply reply(Notification notification, int attempt)
            throws TaskFailedException, InterruptedException {
        Envelope<BeginDelivery> command = envelopes.of(
                null,
                SOURCE,
                notification.id(),
                "notification-service",
                notification.correlationId(),
                new BeginDelivery(notification.application(), notification.id(), attempt));
        try {
            return gateway.submit(
                            Topics.NOTIFICATION_COMMANDS,
                            Topics.NOTIFICATION_REPLIES,
                            notification.application(),
                            command)
                    .reply()
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new TaskFailedException("nobody answered whether attempt " + attempt + " may be sent", true, e);
        }
    }
}

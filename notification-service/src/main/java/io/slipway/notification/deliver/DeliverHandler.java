package io.slipway.notification.deliver;

import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.events.notification.DeliverTask;
import io.slipway.events.notification.Notification;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;
import io.slipway.kit.task.TaskHandler;
import io.slipway.notification.channel.ChannelException;
import io.slipway.notification.channel.Letter;

/** Delivers one notification. The metric {@code slipway.notifications} counts how the attempts ended. */
public final class DeliverHandler implements TaskHandler<DeliverTask, DeliverTask.Receipt> {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverHandler.class);
    private static final String METRIC = "slipway.notifications";

    private final Channels channels;
    private final InstantSource clock;
    private final MeterRegistry meters;

    public DeliverHandler(Channels channels, InstantSource clock, MeterRegistry meters) {
        this.channels = channels;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public String type() {
        return DeliverTask.TYPE;
    }

    @Override
    public Class<DeliverTask> inputType() {
        return DeliverTask.class;
    }

    @Override
    public DeliverTask.Receipt run(DeliverTask task, TaskContext context)
            throws TaskFailedException, InterruptedException {
        Notification notification = task.notification();
        GuardedChannel channel = channels.find(notification.channel()).orElseThrow(() -> unknownChannel(notification));
        if (!clock.instant().isBefore(task.giveUpAt())) {
            throw new TaskFailedException("it is too old to be told", true);
        }
        // Two workers may have the same offer; only one of them has its claim accepted.
        context.awaitClaim();
        try {
            Map<String, String> thread = channel.send(letter(task));
            count(notification.channel(), "delivered");
            return new DeliverTask.Receipt(thread);
        } catch (ChannelException e) {
            throw failed(notification, e);
        }
    }

    private static Letter letter(DeliverTask task) {
        return new Letter(
                task.notification(),
                Boolean.TRUE.equals(task.mayHaveArrived()),
                Objects.requireNonNullElse(task.thread(), Map.of()));
    }

    private TaskFailedException unknownChannel(Notification notification) {
        String message = "no channel is called " + notification.channel()
                + "; it waits until slipway.notification.channels." + notification.channel() + " is set";
        LOG.warn("notification {} cannot be delivered: {}", notification.id(), message);
        count("unknown", "unknown_channel");
        return new TaskFailedException(message, true);
    }

    private TaskFailedException failed(Notification notification, ChannelException failure) {
        LOG.warn(
                "notification {} was not delivered to {}: {}",
                notification.id(),
                notification.channel(),
                failure.getMessage());
        count(notification.channel(), failure.kind().name().toLowerCase(Locale.ROOT));
        return new TaskFailedException(
                String.valueOf(failure.getMessage()),
                failure.kind() != ChannelException.Kind.REJECTED,
                failure.retryAfter().isPositive() ? failure.retryAfter() : null,
                failure);
    }

    /** A name from a pipeline is no tag: only those of configured channels are known and few. */
    private void count(String channel, String outcome) {
        meters.counter(METRIC, "channel", channel, "outcome", outcome).increment();
    }
}

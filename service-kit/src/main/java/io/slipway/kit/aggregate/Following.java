package io.slipway.kit.aggregate;

import java.util.UUID;

import io.slipway.events.Envelope;
import io.slipway.events.Event;
import io.slipway.events.Message;
import io.slipway.events.Topic;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.events.task.TaskOffered;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Records that follow from an event. Their ids follow from its id, so that a decision made again says the same; their
 * time, actor, correlation and trace are the event's.
 */
public final class Following {
    private Following() {}

    /**
     * The id of what follows from an event, a UUID.
     *
     * @param what tells it from everything else that follows from the same event
     */
    public static String id(Envelope<? extends Event> event, String what) {
        return UUID.nameUUIDFromBytes((event.id() + "/" + what).getBytes(UTF_8)).toString();
    }

    /**
     * A message about the event's own subject.
     *
     * @param key of the Kafka record
     * @param id see {@link #id}
     */
    public static Outbound record(
            Topic topic, String key, Envelope<? extends Event> event, String id, Message message) {
        return record(topic, key, event, id, event.subject(), message);
    }

    /**
     * Hands a task out. What follows about the task has its id as the subject.
     *
     * @param key those with the same one are done by one worker, in order
     */
    public static Outbound task(Topic tasks, String key, Envelope<? extends Event> event, TaskOffered offer) {
        return record(tasks, key, event, event.id() + "-task", offer.taskId(), offer);
    }

    private static Outbound record(
            Topic topic, String key, Envelope<? extends Event> event, String id, String subject, Message message) {
        return new Outbound(
                topic,
                key,
                new Envelope<>(
                        id,
                        event.source(),
                        MessageCatalogue.typeOf(message.getClass()),
                        subject,
                        event.time(),
                        event.correlationId(),
                        event.id(),
                        event.actor(),
                        event.traceparent(),
                        message));
    }
}

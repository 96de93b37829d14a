package io.slipway.backupservice.domain.project;

import java.util.UUID;

import io.slipway.events.Envelope;
import io.slipway.events.Message;
import io.slipway.events.Topic;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.kit.aggregate.Outbound;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Records that follow from an event: their id follows from its id, so that a decision made again says the same. */
final class Following {
    private Following() {}

    static String id(Envelope<BackupEvent> event, String what) {
        return UUID.nameUUIDFromBytes((event.id() + "/" + what).getBytes(UTF_8)).toString();
    }

    static Outbound record(Topic topic, Envelope<BackupEvent> event, String id, Message message) {
        return new Outbound(
                topic,
                event.data().application(),
                new Envelope<>(
                        id,
                        event.source(),
                        MessageCatalogue.typeOf(message.getClass()),
                        event.subject(),
                        event.time(),
                        event.correlationId(),
                        event.id(),
                        event.actor(),
                        event.traceparent(),
                        message));
    }
}

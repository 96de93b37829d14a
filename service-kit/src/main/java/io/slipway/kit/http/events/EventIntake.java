package io.slipway.kit.http.events;

import java.util.concurrent.Future;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.springframework.http.HttpHeaders;

import io.slipway.events.Command;
import io.slipway.events.Envelope;
import io.slipway.events.Topics;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.KafkaAnswers;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;

/** Takes events from outside: commands go to their aggregate, everything else to the intake topic. */
final class EventIntake {
    private static final String OWN = "io.slipway.";

    private final IntakeProducer producer;
    private final CommandRoutes routes;

    EventIntake(IntakeProducer producer, CommandRoutes routes) {
        this.producer = producer;
        this.routes = routes;
    }

    /**
     * Where an event has gone. Kafka has it on all in-sync replicas.
     *
     * @param id the CloudEvents id
     */
    record Taken(String id, String type, String topic) {}

    /** @throws ProblemException when it is no event, one nobody may send, or Kafka does not take it */
    Taken take(byte[] body, HttpHeaders headers, Actor actor) throws InterruptedException {
        OutsideEvent outside = IncomingEvent.read(body, headers, actor.name());
        Envelope<byte[]> event = outside.envelope();
        if (event.type().startsWith(OWN)) {
            Envelope<? extends Command> command = routes.command(event);
            return new Taken(event.id(), event.type(), routes.send(command));
        }
        String key = event.subject().isEmpty() ? event.id() : event.subject();
        Future<RecordMetadata> stored =
                producer.send(new ProducerRecord<>(Topics.INTAKE.name(), null, key, event.data(), outside.headers()));
        KafkaAnswers.await(stored, event.id());
        return new Taken(event.id(), event.type(), Topics.INTAKE.name());
    }

    static ProblemException notForYou(String type) {
        return new ProblemException(
                ProblemCode.FORBIDDEN, type + " is said by the platform itself; send commands or events of your own.");
    }
}
